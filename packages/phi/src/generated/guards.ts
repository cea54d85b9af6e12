// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 480
export const guardedWords: CodedWordSet = {"count":480,"spread":1000,"riceBits":9,"coded":"ARtOoCSUF2A-8RWcCjQ0riXBYjGAwf__FIF8Q_1kk6n7rUk0s-Rzd5I8UD-sprm0_u_hbIEVwfOnMpf9f-DtYEGUPKSG87AC4E8cpnxp5eY3NJHlAnY7WqzOT8fHGSElRa_PVa_Ab3iueemgj9iVEj_vrXrK7nE0J0DLOjysoxXkSeulLvP8AzvSTN6atXbVVuBGT_AHuJ-FKK_SKKHzEjdOoRrffwCzgWlfT2ue-cMG_PNJpSO0blHyi8x0PyjqFKQ4ROFLPMtpGBXp2Wy2DPCcz1tNgExaLTH_TXW5OCUmcS-My2cteROG77wMgVxo1UMTLwI5JetrfQ5lh7zbmFKLuGw4-i39SV84Iu8OLJeUnH5PsjP2B4bY8FcxrE5vixyvOf2MgeCEyyanTvz_jVeX2dyig2zGVrhCpbyZXE2bXxktOS_VXPHbhQd3gKw5iRzg8MMef_-5Cy1l08F4tJduuLiWih74BPfen__4W7kwYzLLCgavghGccMKijZzwc96sKPld5UBxm4nX0p4tJZ2r_uSkfnskhs52GZCecI96NfuUI0DAopDyv7wF3-HaH1QM6d7PNy05MRIvi98KWe7N-Gvl2muvujI9jcqmsUW0bJLQ0nOe6Y5Idqvz49qP5kItnFmIsRTf-VKqzM2XkJAkNr9LF4IaxIH517Q-4y81o9d0H5FZ3yeJ_rIB14MBQGt0hJgJEBEj3-rT99y6kRMFGZdvxLT-1_TP8vujTnyTDDddC7X5airKzk4KhFBWwKzQ-yjwL_FPLI9HkJiIlIx48f_FA0pIiNiF0NTXc3_II2xh_-wmRNee8i5tz0jSmB4Km34b5acXuW0ESk4Oed21ddcFsT6wSa_We8r5jEovcdjzpYIf6QH--xNCPeOISC-NaMAxWRq59nifxAxEU6Wg"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
