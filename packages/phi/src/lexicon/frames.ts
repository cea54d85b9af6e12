/**
 * What a sentence is about, word by word. A clinical word that has an everyday sense counts in a sentence about care or
 * a person, and not in one about buildings, machines, food, play or animals.
 */
export const Frame = {
  care: 1,
  things: 2,
  you: 4,
  person: 8,
  writer: 16,
  request: 32,
  talk: 64,
  places: 128,
} as const;

export const frameWords: Record<keyof typeof Frame, string> = {
  care: `doctor dr doc nurse np pa provider md surgeon specialist clinic hospital er icu visit appt appointment followup
checkup exam referral refill rx script prescription prescribed pharmacy med meds medication medicine medicines pill pills
tablet tablets dose doses dosage cream ointment drops symptoms symptom diagnosis diagnosed dx hx treatment treated treat
treating therapy surgery procedure test tested tests results result labs lab bloodwork scan scans xray mri ct biopsy chart
notes contagious isolate rest ice elevate bandage dressing healed healing heals heal cleared clearing flare flared flaring
flares worse worsening better improving improved spreading spread recover recovering recovery relief relieve chronic acute
mild moderate severe swab swabbed culture specimen sample vitals discharge discharged admitted inpatient urgent emergency
triage pt pts patient patients paciente family caregiver specialist consult consulted referral history risk exposed exposure
infectious quarantine screening screened monitor numb side left right bilateral upper lower chronic stage grade prognosis
onset follow itchy feverish hurts hurt hurting sore painful pain ache aches aching throbbing swollen inflamed
citas cita doctora enfermera clinica medicina medicamento receta farmacia tratamiento resultados sintomas dolor consulta
mejor peor examen prueba diagnostico cirugia sangre hospital urgencias referido pastillas dosis`,
  things: `cubby storage locker roof sidewalk paper paperless mondays choices escalator hall ceiling wall walls
carpet paint painting painted lamp lights lightbulb furnace hvac thermostat boiler pipe pipes plumbing plumber
faucet sink toilet restrooms dryer washer dishwasher fridge freezer microwave oven donuts donut
cake cupcakes cookies pizza brunch potluck restaurant menu recipe chili
vending machine copier printer printers printing scanner fax shredder keyboard laptop computer computers pc server servers network
wifi internet apps software system systems database update download upload files password
traffic road roads street highway bridge lane lanes tow towed
trucks tracks tire tires engine gas generator alarm sprinkler fan fans noise
game games team teams league trivia movie movies band concert tickets ticket show music song songs album book books novel
playlist raffle auction costume halloween party parade dance dancing club puzzle bingo chess golf soccer baseball softball
football basketball hockey bowling row section arena stadium pumps shell exxon chevron seats festival fair booth tent tents flyers flyer
posters poster banner banners balloons candy dog dogs cat cats puppy kitten vet vets pet pets horse goat aquarium parrot
plant plants garden lawn tree trees flowers snow storm weather rain wind hurricane tornado forecast budget election vote
votes ballot taxes tax stock stocks market economy bank loan debt mortgage rent lease inventory warehouse shipment pallet
crate carton shelf shelves drawer lockers closet furniture couch
lanyard uniform sandwich sushi burger fries tacos
decor wallpaper tile tiles shingle brick concrete pothole crane scaffolding construction contractor
carpenter electrician landscaping mower hose grill bbq kitchen dishes mugs spoon invoice vendor vendors supplier
spreadsheet slides memo agenda newsletter podcast zoom webcam mic microphone speaker speakers projector
tv router modem firewall phishing spam hacker malware laptops
carpets knitting sewing yarn crochet rug rugs bleachers roofing shingling bakery museum zoo kite ficus orchid sunlight battle pothole potholes ego
conditioner ac hotel motel hostel rate rates freight dock channel tv episode season seasons series comedy novel paperback paperbacks hardcover library
sanatorium tour tours drainage gutter gutters asphalt shovel plow salt typo autocorrect acronym subaru jeep ford toyota honda chevy truckload cruise ferry airport airline airlines runway
goldfish hamster hamsters gecko turtle bunny rabbit chicken chickens hen hens cow cows sheep pig pigs bees hive beehive gym league coach quarterback goalie pitcher striker inning innings playoffs draft jets
offshore tropical thunder lightning fog cloud clouds colada jeans fashion vinyl turntable dj karaoke guitar drums piano orchestra comic comics
pub bars restaurant waiter chef catering caterer bagel bagels muffin muffins fruit apples oranges bananas tomato tomatoes potato potatoes pepper peppers
plug outlet outlets prongs voltage wiring breaker fuse heater heaters radiator drone robot vacuum ladder hammer drill screws bolts nails lumber plywood insulation drywall gravel
swatch swatches exhibit statue mural sculpture gallery auctioneer toner cartridge drum scissors tape stapler pens pencil notebook binder
puddle puddles pond creek river lake beach island mountain trail trailhead campground parkway tollway toll signals crosswalk detour bike bikes scooter bicycle motorcycle sedan suv
techo pared impresora computadora sistema internet trafico calle perro gato
pelicula juego equipo cancion pastel boleto edificio plomero tuberia llantas construccion
phones main mains hydrant
picnic lamination
honey meadow awning`,
  /** What a visit may touch as well: they make an everyday word ordinary only where nobody and no care is spoken of. */
  places: `gate parking exit lobby door doors lot entrance elevator kiosk garage coffee breakfast lunch dinner snacks jacket
coat paperwork truck train website site app login email backpack pants shirt shirts shoes socks sweater dress
umbrella badge soup salad iglesia puerta piso estacionamiento carro coche comida cafe file inbox restroom bathroom
cafeteria`,
  talk: `call come comes keep wear take taken took mix dry wrap shower showers eat drink fluids sleep night nights tonight yesterday daycare fitting fitted
due level levels count draw transfer slot starts started stopped stops quit fade fades fading calm calms help helped helps hope how hows did confirmed coded harmless
arrival breakfast fasting prep line intake rental switch refills fill fills rfl congrats congratulations finishing site freeze low talked tape apart sorry covered pop skin eyes feet
moved change needs again thx bring skills workbook days both show fatigue more blister blisters took scale bad may hand bump cut made ok ready ends stays til confirming
denied early cannot per pick schedule note new posted careful since after until chair explains visitors`,
  you: `you your u ur youre youve youll yours yourself usted su sus tu tus le`,
  writer: `i im ive my`,
  request: `please pls plz reply text call pt patient patients`,
  person: `rider riders client clients caller he she him her his hers they their pt patient mom dad mother father son daughter wife husband baby kid kiddo child
brother sister grandma grandpa grandson granddaughter aunt uncle niece nephew spouse partner mama papa hijo hija esposo esposa
madre padre abuela abuelo hermano hermana bebe nino nina paciente shes hes moms dads sons daughters`,
};
