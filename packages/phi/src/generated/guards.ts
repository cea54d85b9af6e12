// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 476
export const guardedWords: CodedWordSet = {"count":476,"spread":1000,"riceBits":9,"coded":"ARsOmKQz_10-5JV7-GfpBEWCRFr7gv_-DwLYdfqPJhPHSo9pB8eG4yG4hn5YzWho_crCWPYrA-c-X6-65cEasIKn-TcMpygHv5xkmTGTlbjK0Mc0AdTs6q03fxicJHyUFn82Vo76-5lyDxz6fcSYh_9y65ZSc02eOYZZw-TNEq5CR1kpP52AGdqQ5qzOqtaKs4IyZ307Z_ggiX0Le4XPlZGqcYi23_eTNZZl5PW4z3wrbw8Ekk86xt0YKDy1Q3JinknjfE0Uc6S1kMFemBaLSM8ITNWs1gTFks8ddKtY01JOY5LYurTyn49YXPpAeAvFvUkwssQjkb6sN3DSVfujt-UguYWjh6B_0oXngI7Q4IGRXknxwTvIL9ZOFON5WMUwuaor8oTl9d4FghMUmZx72f4j3c9icmILsplG3wp219BZp_E6z5LdRs5trE-3RAvC-IfNLwexw__7BrHV7TAXiyls6QtpWJ_u2E_Sf_79beQUzBK6fquAhGIb8ISiZjwL91cH_kv4wBqG-aSb_RHialPZv-06QecaRGvnEZUI5tD1of-1oiwICijXKHueXP4Q4rGbOhm22aQloh7qQlZrsX4SeVCZa46HD2Nqo9rkYJHQIm_BjIbsz-bv_4eopmtl0sBSf-PqpzF2Lj_AUNr4q_3-1XQHzY2VTrx2XasPrGgnHzOWTBPdVAOuxfwBrZIOXyQARIl-qxfd0uJBy7RaW2Uf9jekv5RdC3LkcF-5SFWmyrFWU3I4UyJCtfVjh1kzgF-HGVJ5O-TEP6ODv42-HxoyLEXDnn8mW4X-LxsjB_9Usf65d01wbbook0CwUNnwmyp4o8p4GlHwP82toK3YGYjVakp-pV3HwGBQ-2zGHOv4_UZP18iZEa7UPkD8WUWBerrUT0O8_B_h-pkrg"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
