// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 476
export const guardedWords: CodedWordSet = {"count":476,"spread":1000,"riceBits":9,"coded":"ARsOmKQz_10-5JV7-GfpBEWCRFr7gv_-DwLYdfqPJhPHSo9pB8eG4yG4hn5YzWho_crCWPYrA-c-X6-65cEasIKn-TcMpygHv5xkmTGTlbjK0Mc0AdTs6q03fxicJHyUFn82Vo76-5lyDxz6fcSYh_9y65ZSc02eOYZZw-TNEq5CR1kpP52AGdqQ5qzOqtaKs4IyZ307Z_ggiX0LiX8rI1TjEW2_7yZrLMvJ63Ge-FbeHgkknnWNujBQeWqG5MU8k8b4mijnSWshgr0wLRaRnhCZq1msCYslnjrpVrGmpJzHJbF1aeU_HrC59IDwF4t6kmFliEcjfVhu4aSr90dvykFzC0cPQP-lC88BHaHBjvJPjgneQX6ycKcbysYphc1RX5QnL67wLBCYpMzj3s_xHu57E5MQXZTKNvhTtrMTiBNP4nWfJbqNnNtYn26IF4XxD5peD2OH__YNY6vaYC8WUtnSFtKxP92wnvdTj_79beQUzBK7FoEIxDfhCUTMeBfurg_8l_JYN80k3-iPE1Kezf9p0g840iNfOIyoRzaHrQ_9rRFgQFFGuUPc8ufwhQ2pBmzoZttmkJaIe6kJWa7F-EnlQmWuOhw9jaqOq0V0YJHQIm-dCX5Ddmfzd__D1FM1sulgKT_x9VOYuxcf4ChtfFX-_2q6A-bGyvtiu1YfWNBOPmcsmCe6qAddi_gDWyQcvkgAiRL9Vi-7pcSDl2i0tn0ld_Y3pL-UXQty5HBfuUhVpsqxVlNyOFMiQrX1Y4dZM4BfhxlSeTvkxD-jg7-Nvh8aM0cOefyZbhf4vGyMH_1Sx_rl3TXBtuiiTQLBQ2fCbKnijyngaUfA_za2grdgZiNVqSn6lXcfAYFD7bMYc6_j9Rk_XyJkRrtQ-QPxZRYF6utRPQ7z8H-H6mSu"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
