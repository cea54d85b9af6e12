// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = 468
export const guardedWords: CodedWordSet = {"count":468,"spread":1000,"riceBits":9,"coded":"ARqeiKOzy1d-yxUbxGXoXDuBJErtgL_9tgWwo_Q6RqbOXRDQr4lthjnwoPivuqDOe0GCccBVB848q-aW-1SkATrIeFM2QC3j4kS9i1yQxSZqNJ9uZ19U-aX4WN2jJJCx-USw90_aK3B25yvcI8Of-u1ZMkOWzLHGMU1vHOgtYxH6iUa8xQDOlHcv5h1HslVgEZHbt9kvu2h3zbiD8f4vzXES037U5grAuZ4W2eeETaHYj8k3ONehZO-SCEZC0tkmbglihmoWMfAp0aLFYxlgyZKymkCQsFhjFopqWmBIy7JTElZORXF7Bx63_fziBpkX-ToRSC9MGzhXJ_2n2nKAW8Gxu83P5zrlvW6Q3MR428VE2xv_Svgbi4VTBr_mAK3IQ4fU-AIIS5Jaa-6f-AFzPWDISBzG5HtuKVpZb8JZkfCGyBJ9Js0eZ23AFYPQ55ad_MXP_-fiu1P0aFwr5VOWLKTCd7YhN0I_-ye0kCsrCsngqwIRXx-J9ke9PtVgb8avHENsvUy-cPDJJevP9ZEc8vEdNTMwx4NTOHfPr9chEf8J6G8hO1xbfexCadGTNxlGvZwk4dXYeKDbKdavAHyDS3VrPgeRrUvsaiZHZ3Ex31xy68_lL61fxqQ_MLKVWii_8JFNl1rnHR_A1vArXdvUE_PLH-gy4fkagHGDNCRpN9NQOuPesBrQoIXaNARH58qp_aotY8yvRGVWR_9S-gv_Vpw5Bhdtkgll8lxUk1xxFMhwqmpDHIW-P4B5Knc65Kw1oeOviT50TGwm5wpbtRh592zVF__5242Vj7YrU1_PVIYBAoa3gFktw15FwEKDfXy02HrBfvDOpcif0RuY84vp72VYU5F4HyhZ8vUSwi3Khof3hqiIL1PaCdB1nuP0NVGlG"}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ["mccaine","mcsparin"]
