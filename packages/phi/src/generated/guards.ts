// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 471
export const guardedWords: CodedWordSet = {"count":471,"spread":1000,"riceBits":9,"coded":"ARrOjqPT31l-1RUb2mZonD-BhFLzgX_93QWwv_SOSScObRVeLNfFxs8euGR82D1ZZ_2wwZjoKwPnJlmvGsnACp6BJ7kdCyboB72cU5hRd5N4ss5G0_nO7EqlNb8QG-RskxY_LdZO7_tlb4787HyEeHv_ZatWS_MFmTkGObXkFQmtIj9UKP-agBnUj-Y8x6m2Yq6CMk95Oz33vRD52xE-SEY5uCJaz9v8yViXY8rePVCVtzuSGS7omxRAnvJ5CsjKZyXN0TBQzcLOQAU6RFmsozQbMtZzUBIWSxxp0c1UTIkpfkrtvyV404RvdAJ_-JWnZgZShFIb0_baF0pPbbbAohcwhG_zr_n-uu-jqjcxfj3xfTjHb9QODGMZVsKwOZArckDi9XoCghL0mJt7uf4N3S9b8jIIshks3QpWr87Jm_DGyxKdMs2ebO4IF4SQ95f-BGMn__S9X6qaRi6WErnOFpKBO9wAnvJS__7dbWQOy0K2eisghFsbsFigZTvr7d4KfHvx-DbMVNfnlw8SfsN_X1HfMtHzVzUMiDs0x40C_YgRYBBRRHkf26Lf8AcSzKnCyzYs-SsPdxIPst138DvJHkloCPI2KbqRFBFiPz1JnmslePXYX8uv_v4iOZOVquFH_4jKfL7XyPD_hteZXO9OpB_eYH9Hlzqv6lIDxrzYkgTnUEDrm3yAa06Cl6jgESCfWrH2-LaPss0Tle90p_6ydEf-vLjSHC_btBrO5PipJ7j4KZEBUvKvw0yNvv-C-Th4O0S0OaKDr4r-E5nzKwu51pftj_hmawwf_RPHOtPb1bWx6ApHAUFDX8D8nuH_JaA5Rb_eYeyFZcAcO6oSN_Se6T1C-n_aJiDkXwfKIn09pLiLdCHCAeISJgvVVo52HYfI_w5UiU4"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
