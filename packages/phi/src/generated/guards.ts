// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 494
export const guardedWords: CodedWordSet = {"count":494,"spread":1000,"riceBits":9,"coded":"ARweuyW0b2p_DwsOG5rapRchMSDF4ff_oQC-Md3_eiWKjvLTti7j_N1yMsuP6DWv2cbP4U4mSUFoIDwztYrajiXXlDlMzHiPQIAuG_KKcke-d2R7YSMQp5e86xT6Pv7uuolJNC5-qy7eIXwrvYfelUChLiz_5F2UzLATos1p3jR966YWTEvtXUb1CAQ9Ut0DnURE7bi2HBKWfC3v9-QqOfXaAAwfRSQM_xIu1_GvQVc2IP69cAogOYfSXy3eg46bFNcLUdFsxqty3OgTxV0YLyT4WaxF2u41Q3NVeDeBMXS6yg1c2XUEmZxE5kMu_OjlzitAeDcGOTOvhk5vhJKb2zcuJUxOrc1D7z7KoYMVR19Wv7dMRwuBB7BzQ4j_OXleo-V37zcY8myzZhlNBBb5wnb7pweBGcBPz_4S_5y4A-82YkK2kzQc8Vrs-rk7_ljcMm-xmi28alcCQMxYiz0T8bcm___LRcGRe3WIYi5mg8gvJuKXw6Cjrb_m14D76QnzvLajK0gjHkc8SSoajxZ-GmI_z-8sQ3DjQFRB--fvIpNO8n-H6V-nSWHBogaUOJ7D9qB_DISINhVTjnD4NGD-SyMVoNSgjVuM2hNxa4GQ6arun45-fnOXT8fxxV6DtbI2pGS2mZQ9K06yy7x_qz74_02R7QbOdbSr_9Q1gnBuDJeDAcYLrb4mbFoV6W7lqP5jsLYH2-Q7l3opLEpOzgHX9wjAa6yImMlQESigdYL8UC_k5NVIZoZof4Sdaf0d6nu5KcMeASKXKzYFiX_M4ViPCxjFwihmNhR-V-ap-PiT0VKdj35f-RpsykEjGLqEnu_P-fpwjLbj_x6yrsn4Pr8yAa9WEyg8Cxw-Oma-siU86IQFVxJ9Md1bIYZ44V5ld-5eAMAhlU7wCZo8GOIKm6DwFJ8Sb_xUQzyqSAGa_NvRE-EFIWKqsTI"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
