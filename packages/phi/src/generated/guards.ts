// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 483
export const guardedWords: CodedWordSet = {"count":483,"spread":1000,"riceBits":9,"coded":"ARt-paTUK2J--pW8FDR0zifBkjWDwm__HgF8Sv15lEoDtUpYG2Xyfb7Jfi2gFmdfGq978NJCCwD515osFsPworIhCi5WQ6ngAfBPj5NSNnMfHVp4-oI7XbpW50fkg5KRksLX6FLb4J--V1T10Nf4Somf-CtgMtedrSHSM07fLmjtfxJ7AUz9DQEPBJs5ptVitfXQEZScCu6H4eov9NH1F35qxzncI1xP4M50LWv58XVfaGjhHolEqHdN6kZR-ayIZVVIlQcYnCln2XEkAr1DLdbhphSaK3m0CQtltkNp7runRKzSJjG1b-X_JPD5-4HwN456uGLmGEklvXxwYeS199t1SmF7DwcvSX-sK_cG3hHFCCM8s-RCgZJ_svw_yAK9j2LznFnl0dHs3BIEZnk3O7gH_kJer2uypg8zWWriipcP0mm_8dLWkx1hz53BUPecC8P4mc6_D3ID__v0tFatRBgLSYDtC4mAofAAJ7-1E__FXdGDmaRZUIWEEI1DlhgUjP-FPv1hd8wPH8Ng3zkTz6d8ZUt7b_3jST0FSY2s9DNhXOUfNIv3gEeB4U0l5dd7S7_E9EaqmfPRoW8aomImb1QtaDtP4h-ZKbbDaQj6Nyra1RgRwk9FSe6BJnkv22_Q323_nAjGdOZiyFP_5lKxNDaCREDA3wAWXwc1rQTz52qUDyVXytvsMhHJXPiUJQdcAOvPgWA1wELMFJAIknAKtv4Fl3IyYyNTAfuXH9yOn_5pdJnRkuGO8CG20y9FaWHKYVSLCxgloiHlVgj-M-XR6vOTUR6UDx5HeLhqTcxJ6Mptuvi_-HhuDF_9qskK_98F1b3pclcEgVNzxEy840cwIKlNwl8_NtK94OYrVmk9-vl633GJR-6jInWwo_0lQF-SbEe9MRkH8eEaBitTXT_PJACCiOqEuQ"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
