/** The longer lists of words that detectors look for, kept small in the engine with the vocabularies; `listed` opens them. */
export const wordLists = {
  // detectors/address-forms.ts
  spanishStreets:
    'calle avenida av callejon privada cerrada calzada andador carrera bulevar pasaje camino via paseo colonia barrio',
  spokenSuffixes:
    'st street ave avenue blvd boulevard rd road ln lane ct court cir circle pl place ter terrace pkwy parkway trail loop drive dr way',
  // detectors/address.ts
  clearSuffixes:
    'st street ave avenue av blvd boulevard rd road ln lane ct court cir circle pl terrace ter pkwy parkway hwy highway trl trail loop dr drive calle avenida place grove',
  homeWords:
    'taxi cab gate meals addy home house live lives living lived reside resides residing residence resident mailing mailed mail ship shipped shipping deliver delivers delivered delivery courier apt apartment domicilio vive vivir casa hogar household moved caregiver pickup picking aide letter envelope returned package address direccion medication supplies residencia porch driver chofer curb doorstep neighbor neighbors',
  businessWords:
    'our us office clinic located location building entrance visit meet hosted host directions suite ste parking park lot near behind next across come open opening event at register new center hospital pharmacy store shuttle remit payment payments checks oficina clinica ubicados nuestra nuestro campus garage headquarters relocated relocating',
  gatherings:
    'free here food vote voting polls drive fair sale party walk run race concert potluck church school festival meeting class classes event events training seminar station library museum gym cafe restaurant store market mall parking lot building office clinic hospital pharmacy lab suite entrance door rear side dropoff opening open closed hours visit meet us join registration booth tent center shuttle bus detour construction accident fire road closure flu shots vaccines health stop stops',
  openTo:
    'free event events gps traffic entrance walkin walkins everyone public community weekly mondays tuesdays wednesdays thursdays fridays saturdays sundays registration register exams screening screenings volunteer volunteers tax voting vote club hardware lions rotary ymca market parking recycling detour construction closure gratis evento eventos estacionamiento donations donate raffle fundraiser parade fireworks',
  ourPlaces:
    'polling stop pantry shelter zone imaging radiology building bldg dental bloodmobile hall armory restaurant cafe diner hotel salon studio store shop office offices center centre hospital urgent exhibit festival tent rally polls precinct dropoff campus farmacia tienda edificio oficina clinica consultorio laboratorio mercado parroquia stops site sites slot dropbox ymca ywca gym library church chapel school schools auditorium lab labs class classes session workshop meeting meets clinic pharmacy museum market mall park garage station depot kiosk branch annex courthouse firehouse headquarters warehouse theater theatre arena stadium fair venue rink pool sede parada biblioteca iglesia escuela gimnasio closet closets bank hub pop',
  strongBusiness:
    'park our us office clinic located location meet hosted suite ste headquarters relocated relocating oficina clinica ubicados nuestra nuestro parking remit checks campus pharmacy hospital center payment payments entrance directions come garage',
  addressOpeners:
    'po p pobox pob apartado rr hc general lot space spc trlr trailer apts apartments condos condominiums townhomes townhouses villas lofts flats calle avenida av callejon privada cerrada calzada andador carrera bulevar pasaje camino via paseo colonia barrio',
  // detectors/name-slots.ts, names.ts, links.ts, address.ts, labelled-identifiers.ts and staff.ts
  homeTies:
    'live lives living home house place stays residence vive casa porch driveway mailbox apartment courier delivery drop pickup driver aide',
  notStreets: 'min mins minute minutes hour mile miles blocks people days weeks mg am pm on at for with',
  unitWords: 'apt apartment unit lot trlr spc floor fl suite ste bldg depto apto',
  agedPeople:
    'she he shes hes hewill shewill theyre ella el pt patient you youre folks rider passenger guest friend grandparents abuelos padres',
  officeIds:
    'zoom meeting webinar employee vendor order event apple wifi username login conference room locker printer',
  lastFourCues: 'last ends ending end four ssn security termina sec xxx xx terminacion ultimos',
  notOurs: 'you us as list lists show shows say says have has records patient',
  sureSlots:
    'guest guests invitado huesped patient patients pt pts client member resident named guardian kin caregiver caregivers contact lead rider passenger payer payee applicant attn para paciente hijo hija esposo esposa mama papa',
  clearSlots:
    'swap switch swapping for tell let about re regarding addressed says lists reads shows name names cancel confirming confirm reschedule rescheduled rebook remind told notify ask escort bring bringing signed listed booked page paging missed looking habla spell spelled',
  fairSlots:
    'tried its im si llego llamo vino falto falta and or with to from by of have has had is was are be as called call moved move mailed mail sent send booking scheduled schedule add added remove removed seen see seat seated got get give gave owe owes thank thanks following put placed met reach reached texted text emailed picked meet drop dropped transport transporting waiting wait left find found update updated sign cc fwd entered checked registered verify verified que del de con y sra sr if because since when while but did does can could will would should may',
  placeSlots:
    'at in near behind past via on off inside outside around across beside opposite toward towards into through visit park take use open app play watch read buy grab try love en cerca calle avenida av paseo bulevar boulevard rue brand between',
  famousFor:
    'music movie movies film song songs book books club concert parade statue mural trivia karaoke party show shows tickets ticket exhibit poster game match play plays playlist costume quote quotes biography documentary museum airport art paint portrait themed theme tribute novel poem poetry lookalike impersonator memorial honor holiday honoring',
  personFolders:
    'patient patients pt chart charts mrn member members account accounts record records person people client clients user users profile encounter dob guarantor paciente acct policy stmt statement statements bill bills claim claims visit visits result results labs lab orderresults dossier file files',
  harmlessFolders:
    'dr doctor doctors provider providers staff team physician physicians blog news events about location locations findadoctor ourteam careers',
  ourThings:
    'office offices clinic address location new building site store pharmacy lot center suite main entrance campus oficina clinica direccion nueva street mailing po doors place physical lab facility hours parking garage second other team branch mail drop slot satellite annex warehouse gym studio lobby stop booth',
  ownedPlaces:
    'home house address place residence mailing apartment apt casa domicilio direccion new street porch door driveway records letter supplies package',
  // detectors/age.ts
  measuredUnits:
    'min mins minute minutes percent degrees degree lb lbs pounds days day weeks week wks months hours hr hrs points people patients bpm over mg f dollars miles feet seats am pm pct appointments spots steps sober',
  ageWords:
    'ninety noventa hundred nineties nonagenarian centenarian ninetieth hundredth nonagenaria nonagenario centenaria centenario',
  // detectors/body-complaints.ts
  bodyJoins:
    'in on of around behind under near inside to through down across en de del at el la los las su sus',
  bodyOwners: 'your ur her his their su sus the both my left right l r moms dads sons daughters',
  bodyComplaints:
    'hurt hurts hurting ache aches aching achy sore sores painful pain pains burn burning itch itchy itching itches swell swelling swells swollen puffy numb numbness tingle tingling tingly stiff stiffness tender tenderness throb throbs throbbing cramp cramps cramping twitch twitching twitches spasm spasms bleed bleeding bled bleeds drain draining drainage ooze oozing peel peeling click clicking lock locking locks buckle buckled buckling buckles red redness bruised bruising weak weakness crusty goopy gunky ringing clogged plugged blurry droopy drooping droop racing pounding fluttering skipping blue yellow killing shaking shaky trembling discharge lump lumps rash bumps blister blisters stinging discomfort tightness pressure trouble limp scratchy hoarse gurgling rumbling churning infected giving give gave gives catching grinding jumping falling discolored inflamed inflammation duele duelen doliendo molesta dolor hinchado hinchada hinchados hinchadas inflamado inflamada arde pica',
  bodyConditions:
    'infection infections fracture fractures sprain strain tear tears spur spurs cyst cysts mass nodule nodules tumor tumors tumour cancer ulcer ulcers stone stones disease arthritis injury wound wounds polyp polyps lesion lesions clot clots bleed aneurysm damage failure spasm hernia abscess fungus bite bites dislocation contusion laceration defect syndrome tendonitis bursitis neuropathy blockage roto rota rotos rotas fractura fracturado fracturada quiste quistes piedra piedras tumores infeccion herida quemadura esguince coagulo desgarro torcido torcida infectado infectada sordo fractured broken sprained torn dislocated broke cracked fistula prolapse atrophy dysplasia spot spots enlarged herniated bulging narrowed blocked leaking failing irritated strained scarred thinning ulcerated mole moles wart growth burned burnt scalded bump',
  bodyFillers:
    'is are was were feels feel felt gets got getting still been has have so very really any all a an the much more too always kind of keeps kept kinda just again doing feeling looks look looked seems super pretty real extra little bit less be being both started starts starting sigue esta estan muy todavia mas',
  bodyLinks:
    'in on of around behind under near at your the his her their ur both left right lower upper side back front inner outer my one that this en el la los las su sus del de l r lt rt to through down across inside',
  everydayParts:
    'back head hand hands face foot feet eye eyes heart arm arms nose neck chest tongue skin heel joint calf shin lt rt colon seno pie pies mano cara sinus',
  // detectors/care-events.ts
  imagingFillers:
    'of your ur my the his her both left right on for l r su la el de del lower upper and guided bilateral w lt rt a full low dose',
  injuries:
    'broke fractured sprained twisted tore dislocated strained injured bruised burned cut broken torn',
  vaccinated: 'your youre you ur su usted u due son daughter childs',
  otherTherapies:
    'physical occupational speech massage retail music pet aqua aquatic water light heat hand vision dog shopping pt ot red chocolate laser cold sports myofascial horse equine',
  pregnancyWords: 'baby ob bump midwife prenatal ultrasound trimester bebe anatomy doula tdap tour',
  scannedParts: 'abdomen pelvis chest brain abd sinus lung lungs spine of',
  operations:
    'surgery surgeries operation replacement repair removal transplant fusion biopsy injection injections surgical reconstruction implant ablation scope procedure amputation cirugia operacion reemplazo infusion resection extraction aspiration excision arthroscopy cast brace splint fracture',
  operatedParts:
    'back head hand hands face foot feet eye eyes ear ears heart arm arms nose neck chest finger toe tongue skin teeth tooth mano ojo ojos pie pies diente dientes cabeza joint heel leg legs shoulder rt lt',
  stages:
    'away out overdue late behind ahead post after from into past since old early sober clean until ago before left notice long worth in older',
  drugTaking:
    'take taking taken takes took start started starting stop stopped stopping hold holding finish finished refill refills refilled prescribed prescribe dose doses mg mcg iu units tablet tablets capsules daily combine refil script sent tome twice nightly bedtime apply applying rub dab restart skip continue avoid tomar toma tomando aplique pongase ponga thin layer puffs ordered',
  drugClassTaking:
    'olvide am bid tid qid morning mornings evening crush days dias every daily twice nightly bedtime take taking took start started starting stop stopped stopping hold finish finished complete continue refill refills refilled renew renewal renewed prescribed prescribe prescription sent send called call ready dose doses restart skip pick picked using use give tome tomar toma termine pharmacy script rx ordered changed switch increase lower bring ran out due forget forgot',
  // detectors/care-pairs.ts
  substanceCare:
    'treatment treatments counseling counselling counselor counselors program programs group groups class classes education assessment evaluation eval use abuse misuse addiction dependence dependency detox rehab recovery services clinic court screen screens screening test tests testing withdrawal withdrawals relapse relapses problem issues cravings intake taper habit rehabilitation navigator coach specialist monitoring overdose disorder history sobriety',
  remedies:
    'meds med medicine medicines medication medications pill pills tablet tablets tabs drops inhaler inhalers shot shots injection injections syrup refill refills rx prescription dose doses cream creams ointment gel shampoo spray sprays lotion powder',
  substances:
    'alcohol alcoholism drug drugs opioid opioids opiate opiates substance substances meth cocaine heroin marijuana cannabis weed thc dui dwi owi addiction addictions sud oud aud benzo benzos drinking sober sobriety detox rehab suboxone methadone narcotic narcotics fentanyl vaping smoking tobacco nicotine gambling',
  treatedComplaints:
    'fluid yeast fungal wart warts lice diaper rash itch hemorrhoid scalp foot nail cold pinworm psoriasis rosacea scabies thrush pressure cholesterol heart thyroid diabetes diabetic seizure seizures nausea pain sleep sleeping reflux migraine migraines gout allergy allergies asthma cough flu cancer kidney liver bladder prostate acne eczema arthritis anxiety depression adhd bipolar psych hormone hormones sugar glaucoma eye ear stomach ulcer constipation diarrhea headache fever infection uti antifungal antiviral anemia cramps menopause fertility nerve muscle spasm water bp hiv tb worm thinner clot rejection transplant chemo steroid antibiotic insulin sinus blood',
  organs:
    'heart kidney liver lung bone joint skin foot ear throat eye brain nerve back spine stomach bladder blood thyroid cancer diabetes asthma allergy arthritis sleep pain vein hand hip knee shoulder hernia breast',
  pairTaking:
    'take taking took start started starting stop stopped stopping hold finish finished continue refill refilled renew renewed prescribed sent called ready skip missed forgot restart use using pick picked changed switch increase lower ran due order ordered dose doubles double',
  // detectors/contact.ts
  businessBefore:
    'our us office clinic fax billing desk pharmacy line department dept nurse reception team support provider scheduling hotline clinica nosotros oficina llamenos recepcion main text dial store ext extension ours urgent lab',
  contactNouns:
    'cell cellphone mobile phone number num home landline contact email mail e celular telefono numero correo inbox gmail line',
  personVerbs:
    'reached reach text call texted emailed email sent send him her them client caller patient pt mom dad',
  // detectors/context.ts
  contextWhetherVerbs:
    'see ask asks asked asking check checking checked wondering wonder wonders wants want sure remember',
  contextCareMatters:
    'appts appointment appointments refill refilled refills nurse clinic note form forms pharmacy pharmacist pharm paperwork papers portal soonest sooner forgot script rx chart records pls please plz whens',
  contextMayI: 'puedo me can could should shld do does may is are was did will',
  teaching:
    'talk class classes education educational series seminar webinar lecture workshop learn teach course screening screenings cessation program presentation awareness panel session group clase clases charla taller educacion platica screen info information newsletter article tips brochure brochures explains explained',
  relatives:
    'nanas abuelas papas hubbys aunts uncles moms dads sons daughters wifes husbands babys childs mothers fathers kids brothers sisters grandmas grandpas',
  clinicalBinders:
    'dx hx pmh diagnosed treated treating suffering exposed ruled co endorses denies diagnostico padece expuesto',
  beforePreposition:
    'sign signs evidence hx history diagnosed treated treatment treating tx dx suffering struggling dealing doing living positive pos exposed signs evaluated tested screened admitted seen risk pt patient patients cope coping recovering recover worried sorry meds medication medicine cream ointment prescribed better cured clear cleared died hospitalized born',
  haveWords:
    'tengo tuve have has had get gets getting got having tiene tuvo tienen developed shows showed confirmed experiencing manage managing control controlled feeling contra since because caught catch any new still worsening worse rule out possible likely suspected mild moderate severe acute chronic recurrent recent bad',
  haveAlone:
    'tengo tuve still any chronic worsening severe acute recurrent since because shows tiene tuvo experiencing possible confirmed having mild feeling worse moderate suspected likely',
  subjects:
    'you u youve she he they pt patient baby mom dad son daughter child who usted shes hes youre are is your been lo la ella el still or kid kiddo wife husband brother sister',
  contextCopulas:
    'are were is was been be got gets feel feels felt seem seems seemed sound sounded sounds look looks looked',
  feltStates:
    'you u she he they baby mom dad son daughter kiddo wife husband patient pt youve hes shes has have still usted kid',
  providerVerbs:
    'called call see saw sent send ordered order refilled refill reviewed review put wrote prescribed prescribe talked talk spoke speak recommend checked check looked noticed scheduled increased changed adjusted faxed added moved told asked gave signed emailed booked noted',
  // detectors/dates.ts
  otherDates:
    'potluck dinner lottery before by until appt appointment appointments visit visits deadline due reschedule rescheduled schedule scheduled call follow followup next upcoming session class meeting opening at party bash celebration cake lunch event expires exp cita consulta antes vence til till runs run starts ends begins',
  lifeless:
    'battery phone laptop computer tablet printer server car truck bus van engine clock plant movie film album song book game app update version show pass passes permit permits card cards code codes coupon coupons offer voucher vouchers coverage license licenses membership badge warranty lease contract password token hires building clinic hospital library church school town city company program idea tradition team club holiday recipe house bridge tree clinica edificio iglesia escuela empresa tienda biblioteca founder',
  stays:
    'hospital er icu ed surgery surgeon inpatient admitted admit admission rehab snf discharge discharged ward operation stay unit',
  unlivedDates:
    'since founded built opened established est typo inspection inspections inspected anniversary history historic trivia issue edition copyright law act warranty expired expires published museum engraved archived serving celebrating version update updated meeting patent constitution war founding invoice order receipt draw drawing tickets printed raffle posted dated photo picture article film release released lease deed combo locker keypad',
  // detectors/icd10.ts
  codedPlaces:
    'gate exit room rm seat seats row section suite ste building bldg route hwy highway interstate bus flight locker aisle bay stall space spot unit apt apartment floor dock terminal hall lane line lot zone door table model part version booth desk station platform shelf box bin slot pod wing level stop track parking frontage court field cabin site stairwell elevator copier printer vitamin size grade channel pump class form page rev firmware build release app software chapter bingo battleship update installed sku item a4 take freeway',
  codeCues:
    'icd icd10 dx dxs code codes coded coding diagnosis diagnoses billed bill billing claim claims superbill denied auth referral encounter order visit modifier cpt charge charges eob payer insurance chart note notes problem list pre authorization medical necessity codigo diagnostico under primary secondary submitted resubmit',
  strongCodeCues:
    'icd icd10 dx dxs code codes coded diagnosis diagnoses superbill billed claim codigo diagnostico claims',
  codedGoods:
    'part parts swatch sku paint filter model fabric bolt screw bulb bulbs cartridge toner bit ballast belt shade stain primer yarn thread catalog aisle plumbing resistor chip firmware',
  // detectors/labelled-identifiers.ts
  labelFillers:
    'is as was are were be number numbers num no nos id ids of on file for the a an your ur you gave us we have has had it its ends ending end in with start starts starting begin begins beginning listed list shows show reads read used says said saying es termina en son su tu el la del de digits digit four 4 last value ref reference card code record changed updated new old that this came through thru back still also account below here currently now got get see entered given down up plus both look looks picked typed texted wrote written his her their my our ours please confirm verify patient pt patients coming under using use by at to w numero medico wi and caso registrado registrada',
  everydayLabels:
    'chart record encounter visit mr fin har hosp accession csn pid member subscriber policy plan group grp medicare medicaid account accounts acct claim cc visa discover checking savings routing aba eob license licence lic plate plates tag vehicle serial sn mac mbi auth authorization script prescription receta rx uscis passport cuenta reclamo poliza expediente licencia matricula placa tarjeta autorizacion guarantor referral serie dl id ids idcard permit transmitter sensor implant device pump cgm pacemaker pacer defib defibrillator looprecorder cuff lot ref hearingaid hearingaids dexcom libre homemonitor implantcard implantref patient pt insurance aetna humana cigna bcbs bluecross blueshield uhc unitedhealthcare kaiser anthem molina centene ambetter oscarhealth wellcare caresource medical tricare champva deltadental metlife enc casefile medicalrec tags soc social',
  // detectors/links.ts
  personKeys:
    'mrn dob birth birthdate dateofbirth birthday name fname lname first last firstname lastname first_name last_name fullname patient patientid patient_id patientname patient_name pt ptid pt_id pid acct account accountid account_id accountnumber member memberid member_id subscriber ssn email mail phone cell mobile addr address claim claimid policy chart chartid dx diagnosis icd condition med medication rx drug guarantor user username zip age sex gender result test provider_patient insurance insuranceid mbi uid encounter csn fin visitid guar guarid guarno ln fn ptname apellido apellidos nombre surname givenname familyname ssn4 nacimiento fdn tel telefono direccion street caseid authid sub pn pname patname membername guarantorid acctid acctno mrnumber recordid birthyear dateofservice dos',
  sensitiveSlugs:
    'hiv std sti abortion pregnancy methadone suboxone detox psychiatry oncology chemo dialysis hospice biopsy colonoscopy mammogram a1c herpes hepatitis',
  // detectors/measures.ts
  countedUnits: 'minutes min mins people percent ahead behind late am pm years weeks days',
  measuredFluids: 'urine pee stool stools poop sputum phlegm semen spit orina heces excremento popo pipi',
  pressureHints:
    'bp pressure pressures presion home reading readings cuff top bottom systolic diastolic last visit today morning tonight yesterday was were got had high low up down log logged repeat nurse check recheck you your his her mom dad med meds salio',
  measuredPersons:
    'you youve youre your u he she hes shes his her pt patient baby mom dad son daughter have has had been usted ha kiddo',
  pressureMatters:
    'protein sugar glucose blood ketones ketone bacteria nitrites nitrite crystals yeast albumin bilirubin leukocytes pus mucus parasites worms eggs sangre proteina azucar bacterias',
  everythingNormal:
    'everything it its all they both that nothing todo mole moles lump growth polyp polyps spot node nodes nodule cyst tumor mass lesion sample specimen swab',
  measureVerdicts:
    'normal normals clear clean negative positive fine good great perfect benign abnormal bad inconclusive elevated okay ok atypical cancerous precancerous suspicious infected bien mal limpio negativo positivo benigno unremarkable',
  measureHosts:
    'scan scans labs lab biopsy test tests bloodwork results mri ct xray ultrasound mammogram echo ekg culture cultures pathology scope colonoscopy pap urine',
  measureFillers:
    'is are was were a an on about with your his her the in all from still abnormal new bad good great no not',
  // detectors/name-slots.ts
  namedThings:
    'library libraries school schools elementary dealership dealer store stores shop shops mall hall building buildings bldg house museum theater theatre auditorium arena stadium gym bridge terminal airport station stop park parks parkway garden gardens plaza square center centre clinic clinics hospital foundation fund trust scholarship award awards prize medal bank office offices firm agency realty insurance law academy college university institute memorial monument statue mural day week month concert tour movie film song album book novel show exhibit exhibition collection collections band team league cup invitational open classic tournament trophy room wing pavilion lot garage ramp exit expressway freeway tollway branch post fellow fellowship lecture chair professor biography recipe brand paint color colour jeans perfume shoes bags dolls drive way blvd hotel inn suites restaurant cafe grill diner bar bakery deli market pharmacy salon spa studio studios records plumbing electric roofing motors chevrolet chevy toyota honda nissan hyundai kia dodge ford auto trail preserve beach island county township village ranch farm farms orchard high middle prep charter depot style type test sign syndrome disease parade marathon walk run 5k cpas cpa attorneys lawyers realtors llp llc inc brothers bros sons co company corp group associates impersonator impression contest tribute lookalike fundraiser telethon luncheon 10k catering fabrics theatres jersey poster bobblehead coupons',
  belongings:
    'packet chart file form forms ride appointment appt appts visit slot time spot number phone cell email mail mom dad mother father son daughter sister brother wife husband family insurance card copay balance bill records record paperwork account prescription referral consent signature birthday address license id results room bag jacket coat keys case claim residence household kids twins house home school lab lunch meds meal meals lawyer landlord employer boss caseworker teacher interpreter bus van car cab glasses purse wallet umbrella message voicemail vm msg request call callback refund check payment login password estate funeral caregiver aide nurse driver pickup dropoff dog',
  verbsAfterName:
    'called calls left asked asks needs wants wanted missed arrived checked confirmed cancelled canceled texted wrote lives lived moved turned signed listed gave sent said says told has had is was will would could can should did does didnt hasnt hasn isnt wont cant may might no rescheduled owes dropped picked came comes goes went got gets waits waiting thinks forgot replied answered and or to at 4 who asking returning tiene dejo llamo necesita pidio es esta fue llego lost forgets still never just not about up out in on for',
  addressedAfter:
    'you your youre youve ur u pls please plz kindly we its the thanks thank call reply text here are is this su sus le lo favor llame llamenos responda traiga que usted good hi come dont do can could running twice again back first last tomorrow today tonight tmrw next monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thur thurs fri sat sun manana hoy see just our he she they his her bring sorry there home around available able coming ready',
  // detectors/names.ts
  tradeNames:
    'clinic center centre hospital pharmacy health care dental medical app apps furniture mattress jewelers jewellers dress outfitters electronics tires appliance appliances parish county township nagar colony trailhead expedition motors foods',
  secondGivens:
    'ann anne anna marie maria jo lou mae sue beth jane lynn luis carlos jose elena isabel antonio alberto eduardo angel pablo fernanda guadalupe miguel manuel',
  letteredThings:
    'vitamin plan hepatitis hep gate group section door building part type unit option suite room apt bldg lot wing table line exit seat grade level class terminal pier bus',
  // detectors/nearby-identifiers.ts
  weakCues:
    'visit patient pt insurance plan group policy lot ref referral id ids sub device monitor sensor pump reader meter tracker controller card record claim permit visa cuff tag mac dod sponsor approval supplement visits case',
  // detectors/readings.ts
  labUnits: 'mg mcg ng ug pg mmol meq iu units dl mgdl ml u percent pct',
  clockUnits:
    'am pm a p oclock weeks days months hours hrs minutes mins min times years vials tubes st nd th day hr x doses more ways things people',
  vagueTests:
    'k na cr temp temperature weight wt height pain pressure pulse iron lead hr sugar sugars oxygen fever complement insulin waist mag ca path screen screening panel level levels marker markers urine flu covid thyroid peso',
  testOwners: 'your ur su sus her his the all pt la el los las sons daughters moms dads rapid home',
  businessTests:
    'our this fire alarm system sound speed load drill beta survey contest election poll game inspection audit site',
  plainTests: 'screen screening level levels results result marker panel pressure weight height temp',
  weighedPersons: 'you youve he she hes shes pt patient have has baby u',
  warmPersons: 'you your she he shes hes baby her his pt son daughter',
  readingFinds: 'the a an it its that your his her no some bulging torn broken fracture',
  capitalsOnly:
    'k na cr hr rr ef ph rf lh ast alt ana ck hb ca mag ggt esr anc plt bg acr ct ua rsv bun sat fc path cea afp',
  placeWords:
    'lobby room outside office freezer fridge pool building water oven outdoors indoors thermostat ac weather today high low degrees suite gym',
  betweenNumber:
    'am pm is was were are of at came back read reads reading readings level levels result results score count today now yesterday still the a about around over under almost too log high low to up down your from last visit this morning night evening has been and by dropped rose fell went jumped climbed increased decreased improved fasting very quite home in it its s on room air ranging between only just measured checked running run runs hit fue es esta estaba de en salio salieron subio bajo su alto alta baja muy tonight equals w non average avg spiked per our scale since monday check checks showing shows showed above below stays touch tad smidge hair way kinda kind sort pretty really where right exactly we want you need creeping creeped crept trending heading moving going hanging hovering sitting staying stayed there into until finally nicely steadily keeps keep kept comes goes gone got gets get looks look seemed says said picked spring summer fall winter again little even bounced popped slipped bumped ticked inched shot bouncing ran coming he she come overnight lunch breakfast dinner bedtime before after meals meal le la like that thats which had sky all both bit will hung hangs mid 40s upper',
  betweenWord:
    'is was were are of came come back all your the a bit little too very quite still again look looks looked looking turned out returned return slightly dangerously mostly both so far in it its result results test tests level levels swab screen report reading count from last and has been have be now on today this week morning appear appears seem seems within showing found to read reads really extremely definitely indeed totally also just overall function panel work es esta estan fue fueron salio salieron su muy todo todos toda todas un poco la el los las de como for covid flu strep una sample time here getting trending sigue siguen anda touch tad smidge hair way kinda kind sort pretty where right exactly we want you need creeping creeped crept heading moving going hanging hovering sitting staying stayed around there into until finally nicely steadily keeps keep kept comes goes gone got gets get seemed says said picked since spring summer winter even bounced popped slipped jumped bumped ticked inched climbed shot spiked bouncing running ran runs coming he she overnight lunch breakfast dinner bedtime before after meals meal le like that thats which had sky over will hung hangs 40s',
  clearJudgement:
    'normal abnormal negative positive neg pos undetectable detected reactive nonreactive benign malignant clear clean borderline inconclusive indeterminate unremarkable elevated high low critical concerning suspicious positivo positiva positivos positivas negativo negativa negativos negativas normales anormal anormales elevado elevada elevados alta alto altos altas bajo baja bajos bajas toxic therapeutic subtherapeutic uncontrolled deficient irregular noncancerous cancerous benigno maligno limpio limpia immune nonimmune stable unchanged fractured inflamed enlarged broken infected limits range cancer',
  softJudgement:
    'good great fine perfect excellent better worse bad off poor improved improving worsening ok okay hi broke awesome amazing beautiful lovely solid same steady controlled wonky funky weird scary worrisome iffy wacky rising climbing dropping falling creeping slipped slipping bounced recovered recovering tanked jumped spiked doubling basement roof target goal place want excelente estables estable up down dropped rose fell increased decreased doubled grew growing showed shows show shown found revealed reveals confirmed confirms bien mal failed passed slightly unstable',
  bareTests:
    'test tests result results screen screening panel level levels scan culture check swab marker markers',
  orderWords:
    'last need needs missing due repeat recheck order ordered check draw drawn overdue retest test tests level levels monitoring monitor labs lab log number numbers results result scheduled',
  // detectors/shaped-identifiers.ts
  cars: 'car truck suv vehicle van sedan honda toyota ford chevy nissan kia hyundai subaru mazda jeep tesla bmw lexus camry civic corolla accord prius pickup carro coche camioneta auto',
  // detectors/staff.ts
  roles:
    'nurses doctors drs techs nurse provider doctor physician dentist hygienist surgeon coordinator navigator manager driver drivers interpreter interpreters caseworker worker receptionist scheduler biller specialist technician tech assistant pharmacist supervisor director administrator owner ceo cfo coo president vp secretary intern volunteer volunteers technologist sonographer phlebotomist dietitian nutritionist trainer instructor teacher photographer chaplain valet greeter cashier dispatcher translator pcp doula liaison host hostess speaker author chef officer guard rep representative agent advocate educator practitioner midwife psychiatrist therapist counselor psychologist cardiologist oncologist dermatologist podiatrist optometrist orthodontist pediatrician liason intake custodian janitor plumber electrician contractor vendor realtor landlord attorney lawyer counsel accountant bookkeeper recruiter candidate colleague coworker teammate supplier courier barista musician pianist magician dj clerk operator lead leader captain principal deacon imam priest minister notary auditor inspector consultant analyst developer engineer architect designer editor reporter anchor librarian lifeguard mascot santa hospitalist anesthesiologist anesthetist radiologist pathologist neurologist urologist gynecologist endocrinologist gastroenterologist rheumatologist hematologist nephrologist pulmonologist internist extern chiropractor acupuncturist audiologist optician scribe nanny sitter enfermera enfermero doctora coordinadora coordinador trabajadora recepcionista gerente conductor chofer interprete asistente terapeuta dentista higienista farmaceutica farmaceutico secretaria directora duena dueno maestra aide aides barber stylist mechanic handyman housekeeper usher cook groundskeeper landscaper painter tailor seamstress dancer drummer guitarist storyteller caseworkers navigators chaplains hha cna',
  departments:
    'billing scheduling reception hr records accounting registration referrals pharmacy radiology lab it ext extension x desk department dept office admissions enrollment admin management facilities maintenance security marketing team administration payroll compliance intake insurance benefits transportation transport dispatch outreach clinic front hospital headquarters imaging nursing purchasing communications development engineering recepcion facturacion clinica oficina citas registros dental',
  publicNouns:
    'statue mural terminal playlist concert movie song songs tribute biography portrait exhibit arena auditorium stadium highway bridge memorial band album book novel show tour costume impersonator fan museum library scholarship award lecture foundation mayor senator governor president congresswoman congressman representative councilman councilwoman councilmember commissioner candidate author artist speaker singer actor actress coach chef dj comedian pastor host guest featuring starring presents vote elect poem poems novels painting paintings quote quotes music lyrics film documentary podcast spotlight',
  tradeWords:
    'rep reps sales caterer landscaper interview hire hires employee employees staff crew council donor sponsor demo booth contract proposal invoice interviewing onboarding',
  roleFillers:
    'is will be today tomorrow es sera named name next tonight on duty now and are monday tuesday wednesday thursday friday saturday sunday this week weekend shift called here',
  afterIntroduction:
    'from with at calling over in here de desde your the on returning again del and of w speaking texting following checking',
  visitWords:
    'party concert karaoke trivia signing tasting gala brunch yoga zumba pilates qigong bingo meditation mindfulness choir crafts storytime dance dancing painting cooking chess stretching aerobics swimming massage haircut qi chi visit visits appt appts appointment appointments session sessions consult consultation class call telehealth video cleaning physical checkup therapy pt exam opening openings slot spot time reschedule rescheduled rebook rebooked confirmed scheduled booked meeting cita consulta checkin hygiene intake seat done up available again ride lesson lessons group workshop follow followup interview training tour walkthrough',
  creditVerbs:
    'led taught hosted presented given read played written run staffed photos photo music art talk session catered performed directed sung painted built book designed emceed organized',
  workVerbs:
    'starts retires retired joins joined teaches leads hosts presents runs covers performs sings plays speaks cuts wins visits accepting oversees manages supervises directs welcomes answers lead trains drives',
  servingVerbs:
    'see help call meet greet show assist walk take drive give contact reach check bring answer follow email set',
  closers:
    'sincerely regards best cheers yours warmly respectfully atentamente signed saludos thanks gracias thx love',
  titleWords:
    'esq mba manager director ceo patient office practice care clinic program front chief senior lead medical nurse community outreach billing scheduling head vp hr assistant',
  ownMatters:
    'appt appointment apt visit ride refill meds son daughter mom dad wife husband kid baby new number phone insurance cita receta form forms balance paperwork checkup results',
  posts:
    'door podium window desk checkout check counter booth table station entrance kiosk lobby gate front ext extension x office cubicle room bay ventanilla recepcion mesa oficina',
  // detectors/terms.ts
  termAfterFirstName: 'is are and was will has says said isnt wont can called left here at',
  termTakes: 'take taking took start stop hold with daily twice before after mg if ok and no for',
  termThen: 'no come call you we your that stay she he it keep i my can u',
  eventWords:
    'blvd ave avenue st street rd thrift bucket walk run ride 5k 10k gala awareness foundation society association fundraiser luncheon telethon speaks ribbon ribbons month survivors research walkathon caminata carrera fundacion charity tournament bikeathon friendly alley lane drive creek trail river ridge',
  stockNouns:
    'rep reps fridge freezer poster posters sign signs signage brochure brochures flyer flyers trainer inventory shelf cart closet vendor contract banner display inservice stock storage picnic bin bins qc certification grant grants job jobs research committee hood',
  // detectors/weak-terms.ts
  weakClinicalBefore: 'dx hx pmh pt with has for of diagnosed your ur her his new our to had w',
  weakPointing: 'the that any this el la los las more much still less or those these',
  weakPersons: 'shes hes she he baby pt patient mom dad youre you youve u son daughter kiddo kid they',
  weakUsesIt: 'use used using uses smoke smoked smoking smokes stop stopped quit hit hits more off since',
  everydayStates:
    'ill sick tired weak hurt hurts sleepy ache aches cold exhausted stress stressed nervous triste mental winded paranoid insanity mood',
  shortForms:
    'tb hx si ua aa na mat php ob gyn pep bv gc art rpr pots oxy perc percs sob otp bup od dts lmp pms stims nst bpp gbs icd abi slt',
  questionOpeners:
    'is are how hows has have did does do when where any still como cuando sigue siguen tiene what which was can could were glad sorry hope hoping heard hear sounds thanks hate',
  courseWords:
    'better quieter louder calmer worse worsens worsen worsening spreads spread spreading improve improves improving improved going started starts start stops stop stopped return returns returned gone away settle settles mejor peor empeora happening bad since lasting persists persist continues continue ease eased easing subside subsides flare flares severe went down cleared clear clearing resolved heal healed healing heals fading fades faded bothering bothers acting flaring gotten lingering lingers itching hurting back again looks looking changed',
  askedSymptoms:
    'hurt hurts hurting ache aches cough coughing itch bleeding sneezing cramping swollen sore feverish swelling fever pain sweating burning draining limp dolor faint itchy achy ringing peeing snore tingly clogged voices winded wheeze pooping puffy',
  weakCopulas:
    'is was been feeling felt gets getting seems shes hes youre are feel very more so really looks looked get still a all',
  onItsWay:
    'llega llego llegan llegaron delivered delivery arrives arrived shipped ships ready order rental pickup fitting approved repair voucher prescription coverage covered supplies script',
  otherTreatments:
    'wound cancer heart stroke cardiac vein fertility surgical data pain allergy disaster eating dental sports injury',
  // text/knowledge.ts
  shortSurnames:
    'ng vu wu li xu yu le lo oh ho ma ko an ha hu lu yi du ye fu su qi ou ox ek by vo ly bo mo ge ke xi pa ba ra sa ro ao',
  // text/organisation.ts
  parkWords:
    'park walk run day week month fair festival bridge street foundation society league event 5k garden gardens library award cup ride relay memorial fund glass school church store shop bar cafe grill',
  businessNames:
    'associates center centre clinic group institute partners hospital physicians medical health healthcare care specialists department dept pc llc inc pharmacy services service practice network system systems solutions dental pediatrics wellness recovery treatment lab labs laboratory laboratories imaging radiology company corp therapy clinica consultants alliance collective program programs clinics',
  // text/reading.ts
  shortDisguises:
    'hiv ssn std sti mrn dob ivf iud prep pap ptsd ocd iop uds your ur is of was the for and in on at to her his my has de el la del jan feb mar apr jun jul aug sep oct nov dec ene abr ago dic one two six ten',
  // text/tokens.ts
  topDomains:
    'com org net edu gov io health us co info biz app care clinic me ly link md example test gl mil int dev ai tv',
  abbreviations:
    'dr mr mrs ms mx st no jr sr vs approx appt dept ext num acct ave blvd rd ln ct apt ste tel ph sra srta dra prof mt ft inc co hr wt temp dx rx hx tx sx med rec exp pt jan feb mar apr aug sept sep oct nov dec',
} as const;

/** As `wordLists`, of phrases. */
export const phraseLists = {
  // detectors/labelled-identifiers.ts
  looseDevices:
    'transmitter, sensor, implant, implant ref, implant lot, implant card, device, pump, cgm, pacemaker, pacer, defib, defibrillator, loop recorder, cuff, lot, ref, hearing aid, hearing aids, dexcom, libre, home monitor, meter, monitor',
  carriers:
    'aetna, humana, cigna, bcbs, blue cross, blue shield, uhc, united healthcare, kaiser, anthem, molina, centene, ambetter, oscar health, wellcare, caresource, medi cal, insurance, tricare, champva, delta dental, metlife',
  // detectors/name-slots.ts
  pairsBeforeName:
    'recordamos a, recordarle a, recordarles a, recuerde a, recordar a, avisar a, avise a, llamar a, llame a, diga a, digale a, esperamos a, vemos a, confirmamos a, buscando a, busca a, buscamos a, hi there, hey there, hello there, numero de, cita de, cita para, swap out, for a, for an, estate of, thread for, meant for, number for, id of, need of, rides for, cab for, taxi for, word from, please have, pls have, hey is, hi is, hello is, can have, they is, is this, not this, looking for, down as, listed as, you as, signed by, behalf of, parent of, parents of, guardian of, mother of, father of, next up, waiting on, wait on, ride for, name is, under name, in as, him as, her as, them as, care of, legal name, reach out, trying reach, speak with, spoke with, spoke to, account of, chart of, family of, friend of, sister of, brother of, wife of, husband of, daughter of, son of, information for, sign in, names are, contact is, record is, card is, next is, patient is, here with, there with, recoger a, recogemos a, recogimos a, llevar a, llevamos a, lleve a, traer a, traiga a, traemos a, buscar a, ver a, vimos a, atender a, atendemos a, visitar a, visitamos a, visite a, acompanar a, dejar a, dejamos a, pasar por, pasamos por, paso por, esperar a, esperando a, transportar a, agendar a, agendamos a, citar a, citamos a, anotar a, anotamos a, cuidar a, ayudar a, firma de, papeles de, nombre de, llamamos a, avisamos a, contactar a, localizar a, conoce a, cuidadora de, cuidador de, caretaker for, caretaker of, carer for, caregiver for, no show, no shows',
  // detectors/readings.ts
  generalTests:
    'test, tests, test result, test results, result, results, lab, labs, lab work, labwork, lab result, lab results, lab values, bloodwork, blood work, blood test, blood tests, swab, specimen, panel, screen, screening, levels, level, titer, cytology, marker, markers, culture, cultures, biopsy, biopsy result, biopsy results, pathology, path, path report, scan, mri, ct, x ray, xray, ultrasound, mammogram, mammo, ekg, ecg, echo, echocardiogram, stress test, sleep study, colonoscopy, endoscopy, pap, urine, urine test, urinalysis, ua, flu, flu test, flu swab, rapid flu, covid, covid test, covid result, covid swab, covid pcr, strep, strep test, strep swab, rapid strep, rsv, rsv test, mono test, monospot, tb test, ppd, quantiferon, blood count, cbc, cmp, bmp, metabolic panel, kidney function, kidney numbers, kidney test, kidney tests, liver test, liver tests, liver function, liver numbers, liver enzymes, lfts, thyroid, thyroid labs, thyroid level, thyroid levels, urine culture, blood culture, throat culture, wound culture, stool culture, stool test, stool sample, fobt, cologuard, blood type, margins, lymph nodes, pet scan, bone scan, eeg, holter, h pylori test, c diff test, resultado, resultados, analisis, examen, examenes, prueba, pruebas, analisis de sangre, examen de sangre, prueba de sangre, prueba de covid, cultivo, biopsia, mamografia, radiografia, ultrasonido, resonancia, hemograma, laboratorio, laboratorios, tiroides, lipid, lipids, lipid panel, bone density, dexa, blood pressure, bp, pressure, mono',
  organNumbers:
    'liver enzymes, lfts, liver function, liver numbers, kidney numbers, kidney function, thyroid, thyroid levels, thyroid level, thyroid numbers, thyroid number, blood count, white count, lipids',
  softHosts:
    'labs, lab results, lab work, labwork, bloodwork, blood work, blood test, blood tests, test results, biopsy, biopsy results, mri, ct, x ray, xray, ultrasound, mammogram, scan, ekg, ecg, echo, echocardiogram, stress test, sleep study, colonoscopy, endoscopy, culture, urine culture, blood culture, throat culture, wound culture, stool culture, pathology, path report, kidney function, liver function, liver enzymes, lfts, liver numbers, kidney numbers, thyroid levels, cbc, bone density, dexa, pap, a1c, blood pressure, bp, urine test, urinalysis, stool test, pet scan, eeg, holter, cologuard, analisis, examen, examenes, results, result, test result, test, tests, lab, level, levels, vitals, thyroid, thyroid level, thyroid labs, thyroid number, thyroid numbers, eye pressure, eye pressures, urine, resultados, estudios, laboratorios, tiroides, ekg results, mri results, ct results, scan results, biopsies, swab, panel, cultures, counts, blood count, blood counts, heart function, hearing test, hearing screen, vision test, echo results, x ray results, xray results, ultrasound results, mammogram results',
  namedTests:
    'a1c, hba1c, hgb a1c, hemoglobin a1c, inr, psa, tsh, t4, free t4, egfr, gfr, ldl, hdl, cholesterol, triglycerides, creatinine, ferritin, b12 level, vitamin d level, potassium, hemoglobin, platelets, white count, wbc, glucose, blood sugar, blood sugars, blood glucose, fasting glucose, troponin, bnp, crp, sed rate, ana, uric acid, bilirubin, lfts, liver enzymes, kidney function, urine culture, blood culture, throat culture, urinalysis, lipids, lipid panel, d dimer, testosterone level, cortisol, prolactin, lithium level, digoxin level, covid test, flu test, strep test, tb test, colesterol, glucosa, hemoglobina, trigliceridos, azucar, chol, total cholesterol, a1c level, free t3, t3, pth, amh, estradiol, prolactin level, crp level, c peptide, d dimers, ck, cpk, amylase, lipase, ammonia, alt, ast, alk phos, albumin, bun, creat, microalbumin, platelet count, hematocrit, hct, hgb, anc, ferritin level, iron level, iron levels, iron studies, b12, folate, vitamin d, vit d, sodium, magnesium, phosphorus, lactate, tacro, tacro level, tacrolimus, trough, tsh level, thyroid level, thyroid levels, thyroid number, thyroid numbers, kidney numbers, liver numbers, kidney levels, liver levels, cholesterol numbers, psa level, inr level, cea, ca 125, afp, tumor marker, tumor markers, hcg level, estrogen level, testosterone, fsh level, ige, lyme test, lyme titer, h pylori test, stool card, stool culture, respiratory panel, resp panel, lead level, blood lead, eye pressure, ejection fraction, calcium score, nivel de azucar, acido urico, creatinina, potasio',
  // detectors/weak-terms.ts
  leaningTerms:
    'cancer, infection, infections, infected, seizure, seizures, fever, fevers, feverish, cough, coughing, rash, rashes, headache, sore throat, allergy, allergies, covid, covid 19, coronavirus, flu, tb, stroke, heart attack, clot, ulcer, wound, wounds, swelling, swollen, soreness, bleeding, itching, cramps, cramping, spasms, spasm, redness, lump, lumps, head cold, chest cold, common cold, chronic cough, staph, concussion, symptoms, dolor, fiebre, tos, gripe, infectado, infectada, herida, alergia, alergias, resfriado, mono, polio, tetanus, hepatitis, thyroid, prostate, gallbladder, depression, depressed, anxiety, panic, trauma, withdrawal, withdrawals, rehab, hot flashes, spotting, lymph node, lymph nodes, crohn, colitis, swollen glands, hives, winded, wheeze, fatigue, injury, weakness, stiffness, discomfort, drainage, menopause symptoms, induction, bpp, nst, gbs, rpr, bv, bup, aids, cath, echo, icd, pap, bypass, tubes, staples, phlebotomy, abi, voices, hopeless, nightmares, tantrums, panicky, itchy, achy, bruise, bruises, stings, bites, scab, scabs, poop, peeing, urine, mareos, dolores, estres, nervios, triste, twins, triplets, bed rest, oxygen, walker, cane, brace, cast, sensor, splint, mass, growth, mole, murmur, blockage, recurrence, boil, boils, strain, fits, burn, burns, seizure meds, graft, stage 4, stage iv, stage 3, nicu, coma, polyp, ringing, stutter, stuttering, gripa, the flu',
  weakObjects:
    'cast, boot, mask, meter, monitor, strips, needles, wig, scope, port, cath, sleeve, crown, filling, drain, peel, laser, echo, cycle, implant, mole, mono, mass, growth, filler, fillers, aligners, retainer, staples, tubes, tube, drains, mesh, sling, lens, graft, stump, spacer, urinal, reacher, gauze, bandages, helmet, briefs, pads, strain, fits, boil, boils, blockage, murmur, recurrence, splinter, choking, premature, worms, tics, stutter, bruise, bruises, sting, stings, bite, bites, scar, scab, scabs, bump, bumps, tent, cravings, lapse, coping, support group, libre, holter, cuff, stander',
  neverBeside:
    'fall, falls, fell, sick, ill, cold, blood, weak, tired, disorder, disease, broken, mental, nervous, stress, shock, attack, chronic, helmet, tubes, tube, drops, poop, pee, urine, period, nursing, cut, burned, strain, cuff, voices, support group, expecting, twins',
  feltSymptoms:
    'confused, drowsy, groggy, shaky, swollen, itchy, coughing, bleeding, sweating, congested, aching, hurting, cramping, stiff, feverish, faint, in pain, achy, sore, foggy, gassy, puffy, irritable, exhausted, clogged, tingly, depressed, anxious, panicky, hopeless, stressed, infected, wheezy, jaundiced, winded, limping, burping, peeing, pooping, snoring',
  weakDevices:
    'walker, cane, oxygen, brace, boot, splint, sensor, sensors, pump, oxigeno, wig, scooter, briefs, bed pads, crutch, home monitor',
  // text/named-days.ts
  namedDays:
    'new years, new year, leap day, labor day, memorial day, veterans day, mothers day, fathers day, independence day, fourth july, 4th july, ano nuevo, reyes magos, st patricks, saint patricks, boxing day, groundhog day, earth day, mlk day',
} as const;

export type ListName = keyof typeof wordLists | keyof typeof phraseLists;
