// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 467
export const guardedWords: CodedWordSet = {"count":467,"spread":1000,"riceBits":9,"coded":"ARqOhyOTw1a-yBT7wGVoPDuBBELtgF_9qgVwm_QeRabOVQ7Qj4itfjjwkPevepzN-zeCEbxVB84sqF11Z3zqQf6dZCQomuAW8HEWXkWORmKDMxnPxy-vCnzQ_CVukZJEWPybWHud7O22OzOJ7RIhx_1rrFkbyyZY4himp430DrCI_UCjHmCAZ0I5l7MGo1kKrAjI3dfsd91UN-a0P_jzF6aoiWk_aHL9X1yPC2jzQgbM7Ueki5xrUJJ3yLQfIOlkkTbEsUM0Sxj2FOi5YrEMsFzJWQ0gSFgr8YNEdSEwJCXRJ7V8huLmDL1P8_fDzS8v8mgj-1jZQqk77RbSFALeDA3ea_831y3ndEbWH8aeKKbY2fpHwLxZKpgl9y-FbkCcHqTAEEJbktNXdD-_FyfVvIKBjG5GtqKVo_NmY3wbscSfSPM7ZBONtQLwbhxyw78Ytf_861cqbouLhXypckWklE32sCboJ_9htoYE5VFXO5VgQirj4TzI95PaXAv4yeNgbZdpl82-FySddf6uI35cI4aeZRjQZmYPGe361iI_wT0L5A9qS2-8yEU4MmbTKNazhJw424g0yfWbv74_chM9h4GtS9PIlomR2dRMcx0pxw66fk_6y_xhQ_L_KNWSh_8GlMlxrhHN-w1u8rPdfT0_PK3Xr2CW_8hz_4u5myLJvpiB1xb0gNZ9Ay7RoB4-vjVH7SFrHeVyISpyM_qF0C_6nuFIEL9rsm8lBTkzxuFIhwqXZXIX5B3u-_uSR3OsSsNKGjp4i-ckw8JebiWbTf4HmqL3_zhxqrD2tWlreeSQwABQ1e_2SnDLkPAIod8fK_YSr1-cMakyI_Qq5LzC-nnZFhTjXge6FHw9JLCJciGZ--GKIgvU1n5zHUe4_Q0UWUI"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
