// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 476
export const guardedWords: CodedWordSet = {"count":476,"spread":1000,"riceBits":9,"coded":"ARsOmKQz_10-5JV7-GfpBEWCRFr7gv_-DwLYdfqPJhPHSo9pB8eG4yG4hn5YzWho_crCWPYrA-c-X6-65cEasIKn-TcMpygHv5xkmTGTlbjK0Mc0AdTs6q03fxicJHyUFn82Vo76-5lyDxz6fcSYh_9y65ZSc02eOYZZw-TNEq5CR1kpP52AGdqQ5qzOqtaKs4IyZ307Z_ggiX0LiX8rI1TjEW2_7yZrLMvJ63Ge-FbeHgkknnWNujBQeWqG5MU8k8b4mijnSWshgr0wLRaRnhCZq1msCYslnjrpVrGmpJzHJbF1aeU_HrC59IDwF4t6kmFliEcjfVhu4aSr90dvykFzC0cPQP-lC88BHaHBjvJPjgneQX6ycKcbysYphc1RX5QnL67wLBCYpMzj3s_xHu57E5MQXZTKNvhTtrMTiBNP4nWfJbqNnNtYn26IF4XxD5peD2OH__YNY6vaYC8WUtnSFtKxP92wn6T__frbyCmYJXT9VwEIxDfhCUTMeBfurg_8l_JYN80k3-iPE1Kezf9p0g840iNfOIyoRzaHrQ_9rRFgQFFGuUPc8ufwhQ2pBmzoZttmkJaId6XqhKzXYvwk8qEy1x0OHsbVR1WiujBI6BE3zoS_Ibsz-bvsn_KlFM1sulgKT_x9VOYuxcf4ChtfFX-_2q6A-bGyvtiu1YfWNBOPmcsmCe6qAddi_gDWyQcvkgAiRL9Vi-7pcSDl2i0tso_7G9Jf-1zlyOC_cpCrTZVirKbkcKZEhWvqxw6yZwC_DjKk8nfJiH9HB38bfD40Zo4c8_ky3C_xeNkYP_qlj_XLumuDbdFEmgWChs-E2VPFHlPA0o-B_m1tBW7AzEarUlP1Ku4-AwKH22Yw51_H6jJ-vkTIjXah8gfiyiwL1daieh3n4P8P1Mlc"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
