// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 477
export const guardedWords: CodedWordSet = {"count":477,"spread":1000,"riceBits":9,"coded":"ARsemiR0A13-6BVcADP0jiPBMi1-wY__CsF8PP1Ok0njp0g0j-PzcZE8Rj8sfrU0nuhhNH0VwfOfMJfddeClWkFUHJ2Gc5wC4AcZ5lxl5Y4ztFHRAXV7QqtN_8aXDR8lBa_OBae_Pulck8s_X4EiIv_dWuuU3NdnjnGWcfk7RSuYk9aKU-eACHakWa80KsWjrSCMm99-2_4LIn9EYmfLKNc5RFtx-9mbKzL2elyXwhY3p4pJKB1zbo0UHl0huTdPpPnAJoo52FrIgKtMy0WoZ4RmathrAmLJaY76W6zJsScyCXxfWrlVx-wwfWBMBuL2pZh5aBHI71ebuGsrPdbcMpBdwvHD0I_pgvPAh2xwY_yX46J5kL-tfCvHIrWKYbNgV-Upy-vkDAQmOTM5N8P8T7v-x2TUGGVymb8U7bzF4hzW-KVoiW6lZ0bXp_uoBeGUROavhHjl__2VWOr-mgvFlLd1BbSwT_eAJ-lf_4D7fwVzDK-fyugjGIcMIyiZnwQ92sIfk75NBvmqnH0X4oJV2f_tekPnQkRsZyGVCWbg86JftqIsCQoo5yk7pl1-E6HVKM2dTONu0hLRF3XhMzfY_wo8rUz100RHsbVS1ZiujJI6DE3zsS_Ijs9-cfsz_LBFc2cvFhKX_yIVOY-x0gIDBtfNYPAPVpAPN3Zj22XisXrQgvIDOeTJPdWQOuzf8BraIQXyQARIt-6x_eQuZCS9ReW76Sw_st0o_Knoe5kjwv3OQm1OVwqyn5IioRIVr8skO8nMBPw-yrPN4CYiDR4dvHLxCNKaeHfQJM9xP8ZzZGH_6vZBV07rri23RhJ4FgqbXhTlbxU5VwNKTgl5v7RVwwPxJq3JX9UbvvgMKh9u2NOdgB-o2fr6EwI93IfoH4vIsDFX2onsd5-kBEBTJYA"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
