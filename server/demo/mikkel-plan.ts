import { addWords } from '#lib/board/edit-plan.ts';
import { addCard, setFields } from '#lib/board/edit.ts';
import type * as Y from 'yjs';
import type { Days } from './days.ts';
import type { Accounts, DemoCase } from './place.ts';

interface Said {
	source: 'citizenSupportedByStaff';
	writtenBy: string;
	readBackOn: string;
}

/** Mikkel's own words, written down with him by Lone and read aloud to him. */
export async function mikkelsPlan(on: DemoCase, accounts: Accounts, days: Days): Promise<void> {
	const lone = accounts('stoette');
	const at = days.at(-2, '15:20');
	const readBackOn = days.day(-2);
	const said: Said = { source: 'citizenSupportedByStaff', writtenBy: lone.name, readBackOn };

	await on.write(
		'plan',
		lone,
		at,
		(doc) => {
			setFields(doc, 'quote', 'quote', {
				text: 'Jeg vil gerne ud at fiske med min søster igen.',
				pictogram: 'fiske',
				...said
			});
			const words = [
				['wish', 'Et arbejde, hvor jeg bruger hænderne.'],
				['wish', 'Noget at lave om aftenen.'],
				['hope', 'At jeg kan passe en hund.'],
				['hope', 'At Else bliver glad for at komme.'],
				['how', 'Tal ikke om mig, når jeg ikke er der.'],
				['how', 'Vis mig det. Ikke så mange ord.'],
				['goal', 'Jeg vil have noget at lave om aftenen.']
			] as const;
			for (const [topic, text] of words) {
				const key = addWords(doc, { topic, text, source: said.source, writtenBy: lone.name });
				setFields(doc, 'words', key, { readBackOn });
			}
			fillPlan(doc, on, days, said);
		},
		'network'
	);
	await on.write(
		'plan',
		lone,
		at,
		(doc) => {
			addWords(doc, {
				topic: 'how',
				text: 'Jeg er bange for, at I bliver skuffede, hvis jeg drikker.',
				source: said.source,
				writtenBy: lone.name
			});
		},
		'coordinators'
	);
	await on.write(
		'plan',
		lone,
		at,
		(doc) => {
			addWords(doc, {
				topic: 'wish',
				text: 'Jeg vil gerne besøge fars grav.',
				source: said.source,
				writtenBy: lone.name
			});
		},
		'here'
	);
}

/** The week, his people, what was agreed, and the plan for hard moments, as on the page that he took home. */
function fillPlan(doc: Y.Doc, on: DemoCase, days: Days, said: Said): void {
	const week = [
		['tuesday', '17:30', 'Madklub', 'mad', 'Lone', 'stoette'],
		['thursday', '18:00', 'Svømning', 'svoemme', 'Karim', 'social'],
		['sunday', '10:00', 'Fiske', 'fiske', 'Else', 'Else']
	] as const;
	for (const [day, time, text, pictogram, company, who] of week) {
		const member = on.member(who);
		addCard(doc, 'week', { day, time, text, company, member, ...said, pictogram });
	}
	const people = [
		['Lone', 'Min støtte', '71 00 00 01', 'stoette'],
		['Karim', 'Min tovholder', '71 00 00 02', 'social'],
		['Else', 'Min søster', '71 00 00 03', 'Else']
	] as const;
	for (const [text, relation, phone, who] of people) {
		addCard(doc, 'people', { text, relation, phone, member: on.member(who), ...said });
	}
	const small = [
		['Jeg går med til madklub fire gange.', 'mad', days.day(-3)],
		['Jeg køber en fiskestang.', 'fiske', null]
	] as const;
	for (const [text, pictogram, reachedOn] of small) {
		addCard(doc, 'smallGoals', { text, reachedOn, ...said, pictogram });
	}
	const promises = [
		['everyday', 'i', 'Jeg vælger, hvad vi spiser.', 'mad'],
		['everyday', 'you', 'Lone henter mig de første gange.', 'bus'],
		['treatment', 'i', 'Jeg kommer til samtale hver onsdag.', 'taler'],
		['treatment', 'we', 'Vi taler om øl uden at skælde ud.', 'oel'],
		['treatment', 'you', 'Anders ringer, hvis jeg ikke kommer.', 'ring']
	] as const;
	for (const [part, who, text, pictogram] of promises) {
		addCard(doc, 'promises', { part, who, text, ...said, pictogram });
	}
	const relapse = [
		['green', 'notice', 'Jeg er rolig.', 'rolig', null],
		['green', 'do', 'Jeg gør det, jeg plejer.', 'fiske', null],
		['green', 'do', 'Jeg går i madklub.', 'mad', null],
		['yellow', 'notice', 'Jeg får lyst til øl.', 'oel', null],
		['yellow', 'do', 'Jeg går en tur.', 'aktivt', null],
		['yellow', 'do', 'Jeg laver kaffe.', 'cafe', null],
		['yellow', 'do', 'Jeg henter hunden.', 'hund', null],
		['red', 'notice', 'Jeg har brug for hjælp.', 'bange', null],
		['red', 'call', 'Lone', 'ring', '71 00 00 01'],
		['red', 'call', 'Natvagten', 'nat', '71 00 00 09']
	] as const;
	for (const [level, line, text, pictogram, phone] of relapse) {
		addCard(doc, 'relapse', { level, line, text, phone, ...said, pictogram });
	}
	addCard(doc, 'worked', { text: 'Jeg gik en tur med hunden.', ...said, pictogram: 'hund' });
}
