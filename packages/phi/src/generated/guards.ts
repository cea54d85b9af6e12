// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 479
export const guardedWords: CodedWordSet = {"count":479,"spread":1000,"riceBits":9,"coded":"ARs-niSUD19-7hWcBjP0piTBYi2Awd__EUFsQf1dk4nrrUiX-1PyJbrI7iaftktcWm92sK4_iuD505jL_r5waq6g6g5Rw1nUAXAfjdM6M_LjGxo48IE63apV5x_jq4yQEoLX53LX4A-7tzTz0CfoSYj_9668ZV83mhOgZJz-U1F67iT1wpb58gIdyR5uTUq3aitgIye397gfhGin0did8vo2zoEa3n795urSvh63NfKF7fHkk0onZNyjpQ-YiHZQVBlEcImilngW0iwq05LVaxohKZy2mwCQtFpj7plrWnBKTLJfGRa-WXIXDV9oFwI4zaomHlyEckfWhvYbyv94dySlF3DMcfRH-oK98DndgF5Q8ek-yJ_XrhljsVzGMPm6LHKw5vYeBoIzJJqdG-3-MF4_ZnJ-DTLZVuCKlu5j8S5sfF60pL9Us7dtlA3aAvDaI_Nzwsx3__7bLLWPTkXi0l06ouJaJ_vWE99ae__hDuLBfMgsMYQQjKOGFBRs34Me8mE3yp8ow3zaTr6RcV0s7Tf3BSLzxSQ2M6jLhNOAetF_3DEaBYUUf5Wd2y7_DRD6nGbO5nW5aYl4j3ve2FDPdlvDHy3TTXrRYfBtVPV-LSNEloWTnPNMMju0v55e0f8v0WzfzBWIpv_J1VZlbKSDgQG1-Fh8C9YEC85tnvcFeazeuSDchs7ZOE_1gA672AYDW4Qkv0iAeRz-1n--JcyHmAjEun2ln_afpf-W_RdzZJBhumhdrcsxVlVyYFQigrYBZYfZQYE_iXlgejxkxEOkI7-PfiWacjhGxA6FJpuV_jybQw__XjIavHd9cm56PpTA0FTb8MsseLfLKCBS8GPOnaiumCeJtXpM_q_eN8hiUTuGxx0sEP1Hj_fUmhGvDEFBPGdFwYrG1U-TwP4gIhqbLM"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
