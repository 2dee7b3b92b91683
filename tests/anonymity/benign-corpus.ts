import { readdirSync, readFileSync } from 'node:fs';
import type { Chance } from './chance.ts';

/** Sentences with words that are names as well, and with words close to names. */
const tricky = `Hun vil gerne bo alene i en mindre bolig.
Vi må bo over, hvis mødet trækker ud.
Det er et liv med mange skift.
Liv og arbejde skal hænge sammen.
Han har en bror, der hjælper til.
Min bror sagde det samme.
Der var en sten i skoen hele vejen.
Han bor i den vestlige del, ud mod vest.
Vest for skoven ligger et værested.
Per person er der afsat to timer.
Det kim af håb skal vi passe på.
Han er bange for at falde tilbage.
Hun er bang om hjertet, siger hun.
Den gode stemning fylder en dag i skoven.
Der er lang vej hjem, og lysten er lille.
Hans ord fylder meget, og hans ven lytter.
Hans en gode ven var med.
Vi skal holde kursen og tage det roligt.
Vinter og mørke gør det svært.
Hun holder af sommer, sol og strand.
Hendes hånd rystede, da hun skrev.
Hånden på hjertet: det var svært.
Handlen blev aflyst, og planen holdt.
Vi handler sammen hver onsdag.
Mor og far bor langt væk.
Han er en god kok og laver mad til alle.
De har et lam og to høns.
Det er en stærk oplevelse.
Hun har en ung hund, der skal luftes.
Træet i haven er en birk.
En skov, en sø og en bro er det, han tegner.
Hvad er min rolle, og hvad er din?
Vi ser en fin udvikling i det små.
Maj og juni var gode måneder.
I august blev det sværere.
En dag ad gangen er planen.
Ring til os, når det brænder på.
Det er ærligt, og det er modigt.
Hun vil have ro om aftenen.
Have og køkken er fælles.
Stille og roligt kom vi i gang.
Der er frost i luften og is på søen.
Krog efter krog blev jakkerne hængt op.
Han faldt ned ad en stige og slog en tand.
Bent over bordet sad de og skrev.
Tage den tid, det tager, er svært.
Sand og salt på fortovet gør det glat.
De unge mennesker samles ved torvet.
Møllen på bakken er hans yndlingssted.
Sidste år var anderledes end i år.
Vi kan love at lytte, ikke at løse.
En lund af bøg og eg ligger bag huset.
Ravn og krage larmer om morgenen.
Holm og skær er ord fra en sang.
Toft og mark var del af gården.
M.h.t. økonomien er der styr på det.
Bl.a. søvn og mad er vigtigt.
Han går til AA og NA hver uge.
Vi så TV og drak kaffe.
KL og regionen er enige.
Mødet er kl. 10.15 i lokale 3.
Alle 12 beboere var med.
Vi har 3 mål og 4 aftaler.
Det tog 20 minutter, måske 25.
Hun drikker 5 genstande om dagen.
Han fik 50 kr. til bussen.
Der er 2 timer om ugen til støtte.
Andelen steg fra 20 til 30 procent.
Rådgiveren lytter mere end hun taler.
Borgeren har en kæreste og et kæledyr.
Rusen giver ham ro, siger han selv.
Petersborg er en by i en sang.
Larmen fra vejen holder ham vågen.
Marken bag huset er våd.
Hele ugen har været tung.
Den nye kontaktperson er rolig.
Karrieren er ikke det vigtigste.
Kirken ringer klokken fem.
Nissen på loftet er en gammel spøg.
Det kan blive en svær jul.
Maden er ikke hans; det er husets mad.`.split('\n');

const who = [
	'Borgeren',
	'Han',
	'Hun',
	'En kollega',
	'Vi',
	'Jeg',
	'Støttekontakten',
	'En nær pårørende',
	'Gruppen',
	'Tovholderen',
	'De andre',
	'Nogen'
];
const does = [
	'mærker',
	'fortæller om',
	'undrer sig over',
	'taler med de andre om',
	'leder efter',
	'glemmer',
	'prøver at forstå',
	'har svært ved',
	'er glad for',
	'er bange for',
	'hører om',
	'vender tilbage til',
	'skriver om',
	'spørger til',
	'holder fast i',
	'savner',
	'tænker over'
];
const what = [
	'en rolig morgen',
	'den lange ventetid',
	'sin økonomi',
	'de små skridt',
	'en aftale',
	'den første samtale',
	'uro i kroppen',
	'søvnen',
	'et møde uden overskrift',
	'sin rolle',
	'kaffen i køkkenet',
	'den gode stemning',
	'et tilbagefald',
	'ensomheden',
	'en tur ved vandet',
	'lysten til at drikke',
	'de mange ord',
	'arbejdsdelingen',
	'et brev fra kommunen',
	'sin medicin',
	'en ny vane',
	'larmen i opgangen',
	'det, der virker',
	'stoffer og selskab',
	'en gammel ven',
	'ansvaret',
	'et fælles mål'
];
const when = [
	'',
	' hver dag',
	' om aftenen',
	' når der er stille',
	' efter mødet',
	' i weekenden',
	' uden at sige det højt',
	' mere end før',
	' sammen med sin støtte',
	', og det er nyt',
	', men ikke altid',
	' på en god dag',
	' når det er mørkt',
	' i små bidder'
];

/** Texts of the house's own screens: real Danish that nobody wrote for this test. */
function onScreens(): string[] {
	const folder = 'src/i18n/messages/da';
	return readdirSync(folder).flatMap((file) => {
		const read: Record<string, unknown> = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
		return (
			Object.entries(read)
				.filter(([key]) => !key.startsWith('$'))
				.map(([, text]) => text)
				.filter((text) => typeof text === 'string')
				// Examples of names, mail addresses and numbers are what a guard should find.
				.filter((text) => !/@|Mikkel|\d{2}-\d{4}/.test(text))
				.map((text) => text.replace(/\{[^}]*\}/g, 'den'))
		);
	});
}

export function benign(chance: Chance, count: number): string[] {
	const real = [...tricky, ...onScreens()];
	const made = Array.from({ length: Math.max(0, count - tricky.length) }, () =>
		chance.number(2) === 0
			? `${chance.one(who)} ${chance.one(does)} ${chance.one(what)}${chance.one(when)}.`
			: `${capital(chance.one(what))} fylder meget, når ${chance.one(who).toLowerCase()} ${chance.one(does)} ${chance.one(what)}${chance.one(when)}.`
	);
	return [...real, ...made];
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
