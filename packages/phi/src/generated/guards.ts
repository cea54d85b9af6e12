// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 501
export const guardedWords: CodedWordSet = {"count":501,"spread":1000,"riceBits":9,"coded":"ARx-yKY0n2-_Ggs-Jps6zRkhcSTI4m__rGC-Od7fgZLtTHrqOyF1foK52YnJZCrebYN18TcXJOi2EJ55_sht5xjsKiSoZsxQoYAfE3lzO-QnQfKBt5KIc9ngIs9BD__Al2ktJwXv2GXvxg-KF-j_09giJkYv_NW0OboCdL20PIavwWp3aATO49UvWQAz6TDRWepFT4ulZUEpecRPBv8skh-z8CBg-nsiqFCTej-T-i68sagN-oExIdM_U0mC95zVCKi5-rSN5r1nmCdYoitpUX8qAt12L1fBth8bC-nECYvF7ljrftWoxNzsJ7JhfOgHNLGaB0I4QcsdjzMzxCWV_us6UUpnddpvH9ocVgxYyjt6-f3zY3iKCD5jqiJI-g3MdTMv_4Mce8qy1Z9mdFhc59nh77wmBGdRQ0K4ef6RYIfAnNaGbU5xOqLF550clJ9fNi6BPdqNKN-FP4PgZjPGLpb5GZV__-la6su-muwxl3Np7BfTsU_jAFGElY_9F_CXgTC_QEuKSrcCMgh1xYKtrvHf2MMzFb6TeaIbh1ompBAfSTlEnPgD_j0l_q2mJxaRmrECgJAap_xlEmEYVVE59eHBh_mIjldDXog2Dmt0T0YsHYCRCbDvh5I-jqhbd6pECOSyQkrxHZJyZ1GKPqKn2YfgB-xPwV_rakejGfK5Fb_7IrJOvdWUMIA5wmXLxp2fQ71P3gUvznYux3vCiXNPSeXZTdtwPwLwyAe8aKmQl4ESsgrY_8fTClLN9JZtQOml_i_2E_UzrW8UsAz4MIvdjOoWZk85hYJELWRXaK-bGG_5u5zn-_JPxdqOPnm_5Wm5K0SccurihcD8ifywOUZbjf-YuXloPDxg2WDbrmm0JgVOXyTzp13S3oDCgrOMPqjvXZzEPICw0t_39wQgUMqqeDzQnmyZC1CQuBhQiVgdFxEPMlJQYsW31HD7Qkh4uq7NM"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
