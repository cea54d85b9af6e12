// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 471
export const guardedWords: CodedWordSet = {"count":471,"spread":1000,"riceBits":9,"coded":"ARrOjqPT31l-1RUb2mZonD-BhFLzgX_93QWwv_SOSScObRXRP4uNnj1wyPmwerLP-2GDMdBWB85Ms141k4AVPQJPcjoWTdAPezinMKLvJvFlnI2n853YlUprfiA3yNkmLH5brJ3f9srfHfnY-Qjw9_7LVqyX5gsycgxza8gqE1pEfqhR_zUAM6kfzHmPU2zFXQRknvJ2e-96IfO2InyQjHNwRLWft_mSsS7Hlbx6oStudyQyXdE2KIE95PIVkZTOS5uiYKGbhZyACnSIs1lGaDZlrOagJCyWONOjmqiZElL8lcUFm5K8acI3ugE__ErTswMpQikN6fttC6UntttgUQuYQjf51_z_XXfR1RuYvx74vpxjt-oHBjGMq2FYHMgVuSBxer0BQQl6TE293P8G7pet-RkEWQyWboUrVy84XzN-GNliU6ZZs7Op3uCBeEkPeX_gRjJ__0vV-qmkYulhK5zhaSgTvcAJ7yUv_-3W1kDstCtxOBCLY3YLFAynfX27wU-Pfj8G2Yqa_PLh4k_Yb-vqO-ZaPmrmoZEHZpjxoF-xAiwCCiiPI_t0W_4AoVUAypwss2MNYe7iQfZbrv4HeSPJLQEeRsU3UiKCLEfnqTPNZK8euwv5df_fxEcycrVcKP_xGU-X2vkeH_Da8yud6dSD-8wP6PLnVf1KQHjXmxJAnOoIHXNvkA1p0FL1HAIkE-tWPt8W0fZZonK_Jb-snRH_ry40hwv27QazuT4qSe4-CmRAVLyr8NMjb7_gvk4eDtEtDmig6-K_hOZ8ysLudaX7Y_4ZmsMH_0TxzrT29W1segKRwFBQ1_A_J7h_yWgOUW_3mHshWXAHDuqEjf0nuk9Qvp_2iYg5F8HyiJ9PaS4i3QhwgHiEiYL1VaOdh2HyP8OVIlO"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
