import type { Area } from '#lib/model/person.ts';

export const demoPassword = 'samtavle-demo';

/** Invented people, named by the role one signs in as. */
export const people: readonly {
	account: string;
	name: string;
	title: string;
	area: Area | null;
}[] = [
	{ account: 'rusmiddel', name: 'Signe Aarup', title: 'Tovholder', area: 'substanceTreatment' },
	{ account: 'social', name: 'Karim Bendtsen', title: 'Tovholder', area: 'socialSupport' },
	{
		account: 'behandler',
		name: 'Anders Møllegaard',
		title: 'Rusmiddelbehandler',
		area: 'substanceTreatment'
	},
	{ account: 'stoette', name: 'Lone Fisker', title: 'Støtteperson', area: 'socialSupport' },
	{ account: 'myndighed', name: 'Pia Thorsen', title: 'Myndighed', area: 'authority' },
	{ account: 'rusmiddel2', name: 'Jonas Vinther', title: 'Tovholder', area: 'substanceTreatment' },
	{ account: 'social2', name: 'Hanne Skovgaard', title: 'Tovholder', area: 'socialSupport' },
	{ account: 'koordinator', name: 'Birgit Lassen', title: 'Koordinator', area: null },
	{ account: 'leder', name: 'Torben Kjær', title: 'Leder', area: null },
	{ account: 'admin', name: 'Aisha Nørgaard', title: 'Administrator', area: null }
];
