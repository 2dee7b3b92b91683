import { addWords } from '#lib/board/edit-plan.ts';
import { setFields } from '#lib/board/edit.ts';
import type { Days } from './days.ts';
import type { Accounts, DemoCase } from './place.ts';

/** Mikkel's own words, written down with him by Lone and read aloud to him. */
export async function mikkelsPlan(on: DemoCase, accounts: Accounts, days: Days): Promise<void> {
	const lone = accounts('stoette');
	const at = days.at(-2, '15:20');
	const readBackOn = days.day(-2);
	const said = { source: 'citizenSupportedByStaff' as const, writtenBy: lone.name, readBackOn };

	await on.write(
		'plan',
		lone,
		at,
		(doc) => {
			setFields(doc, 'quote', 'quote', {
				text: 'Jeg vil gerne ud at fiske med min søster igen.',
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
