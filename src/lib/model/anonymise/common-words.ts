import { foldName } from './fold.ts';

/**
 * Names that are ordinary words as well: "Bo", "Liv", "Vest". Whether somebody is meant only the
 * writer knows, so they are asked about and not refused.
 */
const names = `
	ager ane april ask august bager bang bent berg birk bjerg bjørn blad blank blom bo bonde borg brand
	bred brink bro bror bruun brun buk bur buur bæk beck bøg dag dahl dal dam dan due dyr eg eje elm ene engel ernst
	fald falk fast fin fine fink fisk fisker fjord flint fog foged frank fred fri friis frost fryd fugl fyr gade gaard gal
	gave gert glad glas glæde god gram gran grave greve gren grøn gry gul gøg hald hals hammer han hans have hede held
	helge helle helt hest hind hjerte hjort holm holt horn hov hund hus hvid høeg høg høj høst ib ida is jagt jasmin
	jern jord juel jul juul juni jæger kaj kamp kant karl kat keld kilde kim kirke kjær klint klit klog kloster koch kok
	kold konge kort krag krans krog krogh krone kruse kugle kvist kæmpe kær lam land lang lange lauge lave let leth lilje
	lille lin lind linde linje lis liv lov lund lunde lykke lyng lys lyst løkke løve lærke maj mai male maler mand mark marts may
	mild mille min nissen mor mors mose mund munk my mynte mølle møller mørk måne nat nord nor ny om ord orm ost ove palle palm
	palme park pave per perle pil pind plads pop post prins præst rand rask ravn regn ren rev rig riis ris ring ro rod
	rolig rose rosen rud rum rune rus ry rytter ræv rød rønne saga sal salt sand sander sejr side silke siv skade skarp skib skjold
	skov skriver skytte sky smal smed smuk sne snedker sol sommer spang spar spejl spring stage stald stang stark stav
	steen sten stig stille sting stjerne stor storm strand stub stærk sund svale svane svend syd sværd sø sød sølv sønder
	søs tage tak tal tam tand tang tavs tegn thorn tid tine ting toft told tom top torn tove trane træ tue tur ugle ulv
	urt vad vagn vagt vand vang varm ved vej ven vest vester vibe vig vild vilde ville vind vinge vinter vinther viol viola
	vis vogn vold vår west wind winter winther øst østen øster ørn åben år ære ærlig
`;

/** Folded as names are. */
export const commonWords: ReadonlySet<string> = new Set(
	names
		.split(/\s+/)
		.filter((word) => word.length > 1)
		.map((word) => foldName(word).text)
);

/**
 * Everyday words of five letters and more, of which the first is a letter away from a name that
 * many have: "hånden" from Hansen. A misspelt name is not looked for in them.
 */
const everyday = `
	aften alene aldrig alkohol altid anden andre ansvar arbejde bange barnet begge behov besked bedre bedst bestemt betale
	betyder blive bliver blevet bolig borger borgere borgeren bruge bruger børne børnene dagen dagene deres derfor
	desuden drikke drikker efter egentlig eller ellers endnu enkelt erfaring faktisk familie familien fandt fælles første
	følge følger foran fordi forløb forsøger forstå fortalt fortæller fraværende fremad færre ganske gerne gange gennem
	glemme glemmer godt gruppe gruppen handle handler hande handen hånden hænder hverdag hende hendes henvise hjemme hjælpe hjælper
	hvad hvordan hvorfor hurtig hvilke høre hører igen ikke inden indtil ingen kaffe kalde kalder kender klarer komme
	kommer kontakt kunne kvinde lange langs lader lidt ligge ligger lytte lytter læge lægen læring lærer lever leder
	lære mange manden mange marked marken maske med medicin meget mellem mening mener mennesker mere minder mindre moden moder
	mødes møder mødet møder morgen måned måneder måske nabo nemt nogen noget nogle natten nærme nærmer nødt onsdag oplever
	ordne ordner parten penge pause person plan planen planer presse presser prøve prøver ringe ringer rolle roller rolig
	rette rusen række sagen sammen samme samtale sende sender senere selv sidder sidste siger skabe skaber skal skulle
	skrive skriver slags snakke snakker sover spise spiser spurgt spørge spørger stadig starte starter stedet stole støtte
	støtter svare svarer søger søvnen tager tanke tanker tiden tidlig timer tirsdag torsdag turde tydelig tænke
	tænker tættere ugerne under undrer uden vagten vejen verden venner venter viden vigtig viser virker vores være været vente værelse vågner
	åbent ældre ændre ændrer ønske ønsker økonomi aftale aftaler aftalen aftalerne aftalte
`;

export const everydayWords: ReadonlySet<string> = new Set(
	everyday
		.split(/\s+/)
		.filter((word) => word.length > 0)
		.map((word) => foldName(word).text)
);
