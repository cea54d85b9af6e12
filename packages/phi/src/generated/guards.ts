// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 477
export const guardedWords: CodedWordSet = {"count":477,"spread":1000,"riceBits":9,"coded":"ARsemiR0A13-6BVcADP0jiPBMi1-wY__CsF8PP1Ok0njp0gXy03x-bjIniMflj9amk90MJo-iuD5z5hL7rrwUq0gqg5OwznOAXADjPMuMvLHGdoo6IC6vaFVpv_jS4aPkoLX5wLT3590rknln6_AkRF_7q11ym5rs8c4yzj8naKVzEnrRSnzwAQ7UizXmhVi0daQRk3vv23_BZE_ojEz5ZRrnKItuP3szZWZez0uS-ELG9PFJJQOubdGig8ukNybp9J84BNFHOwtZEBVpmWi1DPCMzVsNYExZLTHfS3WZNiTmQS-L61cquP2GD6wJgNxe1LMPLQI5Herzdw1lZ7rbhlILuF44ehH9MF54EO3ADyX46J5kL-tfCvHIrWKYbNgV-Upy-vkDAQmOTM5N8P8T7v-x2TUGGVymb8U7b-hM1vilaIlupWdG16f7qAXhlETmr4R45f_9lVjq_poLxZS3dQW0sE_3gCfpX_-A-38Fcwyvn8roIxiHDCMomZ8EPRYw8Ifk75NBvmqnH0X4oJV2f_tekPnQkRsZyGVCWbg86JftqIsCQoo5yk7pl1-E6HVKM2dTONu0hLRF3XhMzfY_wo8reVGiI9jaqWrMV0ZJHQYm-diX5Ednvzj9mf5YIrmzl4sJS_-RCpzH2OkBAYNr5rB4B6tIB5u7Me2y8Vi9aEF5AZzyZJ7qyB12b_gNbRCC-SACJFv3WP7yFzISXqLy3yl_st0o_Knoe5kjwv3OQm1OVwqyn5IioRIVr8skO8nMBPw-yrPN4CYiDR4dvHLxCNKRgjYd9Akz3ExR_BU2Rh_-r2QVdO664tt0YSeBYKm14U5W8VOVcDSk4Jeb-0VcMD8SatyV_VG774DCofbtjTnYAfqNn6-hMCPdyH6B-LyLAxV9qJ7HefpARAUyWA"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
