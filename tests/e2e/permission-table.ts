/** Ids in the demo municipality: case 26-0143, its meeting today, the one that was held, and none. */
export interface Facts {
	case: string;
	meeting: string;
	held: string;
	/** A sparring that is planned. */
	sparring: string;
	none: string;
}

export interface Row {
	at(facts: Facts): string;
	/** Who may. Everybody else is turned away. */
	may: 'everybody' | readonly string[];
	/** Exactly how strangers to it are turned away; without it, any refusal will do. */
	others?: number;
	nobody?: number;
	form?: Record<string, string>;
	json?: unknown;
	/** Why a door is not tried here. */
	skip?: string;
}

export const team = ['rusmiddel', 'social', 'behandler', 'stoette', 'myndighed'];
const coordinators = ['rusmiddel', 'social'];
const professionals = [...team, 'rusmiddel2', 'social2'];
/** Coordinators on an open case. */
const sparring = ['rusmiddel', 'social', 'rusmiddel2', 'social2'];
const signedIn = [...professionals, 'koordinator', 'leder', 'admin'];
const everybody = 'everybody' as const;

/** A page of a case or a meeting: 404 to strangers, sign-in to nobody. */
const page = (at: Row['at'], may: readonly string[]): Row => ({
	at,
	may,
	others: 404,
	nobody: 303
});
/** The same without a page around it: who is not signed in is told so, or nothing. */
const api = (at: Row['at'], may: readonly string[]): Row => ({ at, may, others: 404 });
const somebody = { person: 'AAAAAAAAAAAAAAAAAAAAAA' };
const own = (at: string): Row => ({ at: () => at, may: signedIn, nobody: 303 });
const open = (at: string): Row => ({ at: () => at, may: everybody });
/** Something is changed: refused to everybody else, however. */
const act = (at: Row['at'], may: readonly string[], form: Record<string, string> = {}): Row => ({
	at,
	may,
	form
});
const command = (at: Row['at'], may: readonly string[], json: unknown): Row => ({ at, may, json });

const c = (path: string) => (facts: Facts) => `/cases/${facts.case}${path}`;
const session = (path: string) => (facts: Facts) => `/sparring/${facts.sparring}${path}`;
const meeting = (path: string) => (facts: Facts) => `/meetings/${facts.meeting}${path}`;
const held = (path: string) => (facts: Facts) => `/meetings/${facts.held}${path}`;

/** Who may what, over HTTP. Read by people: a change here is a change of rights. */
export const table: Record<string, Row> = {
	'GET /': own('/'),
	'GET /accessibility': open('/accessibility'),
	'GET /admin': { at: () => '/admin', may: signedIn, nobody: 303 },
	'GET /admin/accounts': page(() => '/admin/accounts', ['admin']),
	'GET /admin/pictures': page(() => '/admin/pictures', ['admin']),
	'GET /api/cases': { at: () => '/api/cases', may: signedIn, nobody: 401 },
	'GET /api/cases/[case]': api((facts) => `/api/cases/${facts.case}`, team),
	'GET /api/cases/[case]/notes': api((facts) => `/api/cases/${facts.case}/notes`, team),
	'GET /api/cases/[case]/records': api((facts) => `/api/cases/${facts.case}/records`, team),
	'GET /api/meetings/[meeting]': {
		...api((facts) => `/api/meetings/${facts.meeting}`, team),
		nobody: 401
	},
	'GET /api/sparring': { at: () => '/api/sparring', may: ['leder', 'admin'], nobody: 401 },
	'GET /api/next-steps': { at: () => '/api/next-steps', may: signedIn, nobody: 401 },
	'GET /api/session': open('/api/session'),
	'GET /calendar/[token].ics': { at: () => '/calendar/x.ics', may: [], others: 404, nobody: 404 },
	'GET /cases': own('/cases'),
	'GET /cases/[case]': page(c(''), team),
	'GET /cases/[case]/board': page(c('/board'), team),
	'GET /cases/[case]/citizen': page(c('/citizen'), team),
	'GET /cases/[case]/consent': page(c('/consent'), team),
	'GET /cases/[case]/history': page(c('/history'), coordinators),
	'GET /cases/[case]/meetings/new': page(c('/meetings/new'), coordinators),
	'GET /cases/[case]/people': page(c('/people'), team),
	'GET /cases/[case]/sessions/new': page(c('/sessions/new'), team),
	// Whoever may read a card that names a picture may see it; here no card does.
	'GET /cases/[case]/pictures/[picture]': api(c(`/pictures/${'A'.repeat(22)}`), []),
	'GET /cases/[case]/trend': page(c('/trend'), team),
	'GET /cases/emergency': page(() => '/cases/emergency', professionals),
	// Nobody has opened it in an emergency: it is not there.
	'GET /cases/[case]/emergency': page(c('/emergency'), []),
	'GET /cases/new': page(() => '/cases/new', [...professionals, 'koordinator']),
	'GET /find': { at: () => '/find', may: signedIn },
	'GET /healthz': open('/healthz'),
	'GET /join': open('/join'),
	'GET /leadership': page(() => '/leadership', ['leder']),
	// Who comes to sparring comes to what was learned there: coordinators on an open case.
	'GET /learning': page(() => '/learning', sparring),
	'GET /learning/examples/[example]': page(() => '/learning/examples/gode-dage', sparring),
	'GET /learning/new': page(() => '/learning/new', sparring),
	'GET /me': own('/me'),
	'GET /me/calendar': own('/me/calendar'),
	'GET /meetings': own('/meetings'),
	'GET /meetings/[meeting]': page(meeting(''), team),
	'GET /meetings/[meeting]/agenda': page(meeting('/agenda'), team),
	'GET /meetings/[meeting]/citizen-copy': page(held('/citizen-copy'), team),
	'GET /meetings/[meeting]/close': page(meeting('/close'), coordinators),
	'GET /meetings/[meeting]/edit': page(meeting('/edit'), coordinators),
	'GET /meetings/[meeting]/handover/[area]': api(held('/handover/substanceTreatment'), [
		'rusmiddel',
		'behandler'
	]),
	'GET /meetings/[meeting]/invitation.ics': api(meeting('/invitation.ics'), team),
	'GET /meetings/[meeting]/minutes': page(held('/minutes'), team),
	'GET /meetings/[meeting]/minutes.docx': api(held('/minutes.docx'), team),
	'GET /meetings/[meeting]/phone': page(meeting('/phone'), team),
	'GET /meetings/[meeting]/room': page(meeting('/room'), team),
	// The room is shut: those on the case hear so, others hear of nothing.
	'GET /meetings/[meeting]/room/door': api(meeting('/room/door'), []),
	'GET /meetings/[meeting]/run': page(meeting('/run'), team),
	'GET /meetings/[meeting]/screen-preview': page(meeting('/screen-preview'), team),
	// A network meeting is no planning session: those on the case are led to it, and there are no answers.
	'GET /meetings/[meeting]/screen-preview/pictures/[picture]': api(
		meeting(`/screen-preview/pictures/${'A'.repeat(22)}`),
		[]
	),
	'GET /meetings/[meeting]/session': page(meeting('/session'), team),
	'GET /meetings/[meeting]/session/answers': api(meeting('/session/answers'), []),
	'GET /meetings/[meeting]/session/table': page(meeting('/session/table'), team),
	'GET /meetings/[meeting]/state': api(meeting('/state'), team),
	// A network meeting is not written together: those on the case are led to it.
	'GET /meetings/[meeting]/together': page(meeting('/together'), team),
	'GET /meetings/new': own('/meetings/new'),
	'GET /metrics': { at: () => '/metrics', may: everybody },
	// The citizen's own pages know the citizen only; everybody else is led to their door.
	'GET /my-plan': open('/my-plan'),
	'GET /my-plan/agreement': open('/my-plan/agreement'),
	'GET /my-plan/door': open('/my-plan/door'),
	'GET /my-plan/feelings': open('/my-plan/feelings'),
	'GET /my-plan/hard': open('/my-plan/hard'),
	'GET /my-plan/mine': open('/my-plan/mine'),
	'GET /my-plan/mine/file': api(() => '/my-plan/mine/file', []),
	'GET /my-plan/paper': open('/my-plan/paper'),
	'GET /my-plan/people': open('/my-plan/people'),
	'GET /my-plan/today': open('/my-plan/today'),
	'GET /my-plan/pictures/[picture]': api(() => `/my-plan/pictures/${'A'.repeat(22)}`, []),
	'GET /my-plan/write/[part]': open('/my-plan/write/week'),
	'GET /my/next-steps': own('/my/next-steps'),
	'GET /password': open('/password'),
	// The municipality's own, open like the built-in ones; here it has none.
	'GET /pictures/[picture]': {
		at: () => `/pictures/${'A'.repeat(22)}`,
		may: [],
		others: 404,
		nobody: 404
	},
	'GET /readyz': open('/readyz'),
	'GET /screen': open('/screen'),
	'GET /screen/place': open('/screen/place'),
	// A paired screen, and only what lies on its meeting's table; here nothing does.
	'GET /screen/pictures/[picture]': api(() => `/screen/pictures/${'A'.repeat(22)}`, []),
	'GET /seat': open('/seat'),
	'GET /seat/door': open('/seat/door'),
	'GET /seat/door/place': open('/seat/door/place'),
	'GET /seat/session': open('/seat/session'),
	'GET /seat/session/answers': { at: () => '/seat/session/answers', may: [] },
	'GET /sparring': page(() => '/sparring', sparring),
	'GET /sparring/[sparring]': page(session(''), sparring),
	// Of those who come, some hear that it is there and not theirs to change.
	'GET /sparring/[sparring]/edit': {
		at: session('/edit'),
		may: ['social', 'social2'],
		nobody: 303
	},
	'GET /sparring/[sparring]/invitation.ics': api(session('/invitation.ics'), sparring),
	// The focus person alone.
	'GET /sparring/[sparring]/prepare': {
		at: session('/prepare'),
		may: ['rusmiddel'],
		nobody: 303
	},
	'GET /sparring/[sparring]/room': page(session('/room'), sparring),
	'GET /sparring/[sparring]/state': api(session('/state'), sparring),
	'GET /sparring/new': page(() => '/sparring/new', sparring),
	'GET /sparring/notebook': own('/sparring/notebook'),
	'GET /sparring/numbers': page(() => '/sparring/numbers', ['leder', 'admin']),
	'GET /sign-in': open('/sign-in'),
	'GET /sign-out': open('/sign-out'),

	'POST /api/session': command(() => '/api/session', signedIn, {}),
	'POST /admin/accounts?/create': act(() => '/admin/accounts?/create', ['admin'], {
		name: 'Ny Person',
		email: 'ny@samtavle.example',
		area: ''
	}),
	'POST /admin/accounts?/disable': act(() => '/admin/accounts?/disable', ['admin'], somebody),
	'POST /admin/accounts?/enable': act(() => '/admin/accounts?/enable', ['admin'], somebody),
	'POST /admin/accounts?/link': act(() => '/admin/accounts?/link', ['admin'], somebody),
	'POST /admin/pictures?/replace': act(() => '/admin/pictures?/replace', ['admin'], {
		pictogram: 'hund',
		rights: 'on'
	}),
	'POST /admin/pictures?/restore': act(() => '/admin/pictures?/restore', ['admin'], {
		pictogram: 'hund'
	}),
	'POST /api/cases/[case]/notes': command(
		(facts) => `/api/cases/${facts.case}/notes`,
		coordinators,
		{ do: 'write', card: 'none', text: 'Godt set.' }
	),
	'POST /api/cases/[case]/records': command((facts) => `/api/cases/${facts.case}/records`, team, {
		documentId: 'AAAAAAAAAAAAAAAAAAAAAA',
		kind: 'nextStep',
		subject: 'x',
		answer: 'accepted',
		textHash: '0'.repeat(64)
	}),
	'POST /cases/[case]/meetings/new': act(c('/meetings/new'), coordinators),
	'POST /cases/[case]/citizen?/endDevice': act(c('/citizen?/endDevice'), coordinators, {
		device: 'AAAAAAAAAAAAAAAAAAAAAA'
	}),
	'POST /cases/[case]/citizen?/makeWayIn': act(c('/citizen?/makeWayIn'), coordinators),
	'POST /cases/[case]/citizen?/revokeWayIn': act(c('/citizen?/revokeWayIn'), coordinators),
	'POST /cases/[case]/citizen?/profile': act(c('/citizen?/profile'), coordinators, {
		minutes: '30',
		breakEvery: '',
		choices: '3',
		textLevel: 'easy',
		textSize: 'normal',
		helper: ''
	}),
	'POST /cases/[case]/consent?/record': act(c('/consent?/record'), coordinators, {
		grantee: 'area:authority',
		themes: 'health',
		kind: 'consent',
		ground: 'Mundtligt',
		from: '2026-01-01'
	}),
	'POST /cases/[case]/consent?/withdraw': act(c('/consent?/withdraw'), coordinators, {
		basis: 'AAAAAAAAAAAAAAAAAAAAAA'
	}),
	'POST /cases/[case]/people?/change': act(c('/people?/change'), coordinators, {
		member: 'AAAAAAAAAAAAAAAAAAAAAA',
		role: 'supportWorker'
	}),
	'POST /cases/[case]/people?/professional': act(c('/people?/professional'), coordinators, {
		person: 'AAAAAAAAAAAAAAAAAAAAAA',
		role: 'supportWorker'
	}),
	'POST /cases/[case]/people?/relative': act(c('/people?/relative'), coordinators, {
		name: 'Bo'
	}),
	'POST /cases/[case]/people?/remove': act(c('/people?/remove'), coordinators, {
		member: 'AAAAAAAAAAAAAAAAAAAAAA'
	}),
	'POST /cases/[case]/sessions/new': act(c('/sessions/new'), team),
	'POST /cases/[case]/together': act(c('/together'), team),
	'POST /cases/[case]?/clock': act(c('?/clock'), [...coordinators, 'behandler'], {}),
	'POST /cases/[case]?/close': act(c('?/close'), coordinators, { reason: 'x', confirm: 'on' }),
	'POST /cases/[case]?/name': act(c('?/name'), coordinators, { displayName: 'M.' }),
	'POST /cases/emergency': act(() => '/cases/emergency', professionals, { number: '', reason: '' }),
	'POST /cases/[case]/emergency?/end': act(c('/emergency?/end'), []),
	'POST /cases/new': act(() => '/cases/new', [...professionals, 'koordinator'], {
		number: '26-9999',
		substanceTreatment: 'AAAAAAAAAAAAAAAAAAAAAA',
		socialSupport: 'AAAAAAAAAAAAAAAAAAAAAA'
	}),
	'POST /join': { at: () => '/join', may: everybody },
	'POST /language': { at: () => '/language', may: everybody },
	'POST /learning/new': act(() => '/learning/new', sparring, {
		title: 'En god vane',
		words: 'Vi begynder med det, der virker.',
		guess: 'no'
	}),
	'POST /learning?/vouch': act(() => '/learning?/vouch', [], { note: somebody.person }),
	'POST /learning?/withdraw': act(() => '/learning?/withdraw', [], { note: somebody.person }),
	'POST /me/calendar?/renew': act(() => '/me/calendar?/renew', signedIn),
	'POST /me/calendar?/stop': act(() => '/me/calendar?/stop', signedIn),
	'POST /me?/everywhere': act(() => '/me?/everywhere', signedIn),
	'POST /me?/password': act(() => '/me?/password', signedIn, { current: 'x', wanted: 'y' }),
	'POST /meetings/[meeting]/close': act(meeting('/close'), coordinators),
	'POST /meetings/[meeting]/commands': command(meeting('/commands'), team, { do: 'raiseHand' }),
	'POST /meetings/[meeting]/edit': act(meeting('/edit'), coordinators),
	'POST /meetings/[meeting]/minutes?/approve': act(held('/minutes?/approve'), coordinators),
	'POST /meetings/[meeting]/minutes?/correct': act(held('/minutes?/correct'), team),
	'POST /meetings/[meeting]/minutes?/file': act(held('/minutes?/file'), team),
	'POST /meetings/[meeting]/minutes?/redraw': act(held('/minutes?/redraw'), team),
	'POST /meetings/[meeting]/phone/commands': command(meeting('/phone/commands'), team, {
		do: 'raiseHand'
	}),
	'POST /meetings/[meeting]/room/commands': command(
		meeting('/room/commands'),
		['rusmiddel', 'social'],
		{ do: 'blank', blank: true }
	),
	'POST /meetings/[meeting]/session/answers': command(meeting('/session/answers'), [], {
		do: 'pause'
	}),
	'POST /meetings/[meeting]/together?/end': act(meeting('/together?/end'), []),
	'POST /meetings/[meeting]?/adapt': act(meeting('?/adapt'), coordinators),
	'POST /meetings/[meeting]?/cancel': act(meeting('?/cancel'), coordinators),
	'POST /meetings/[meeting]?/invite': act(meeting('?/invite'), coordinators),
	'POST /meetings/[meeting]?/open': act(meeting('?/open'), coordinators),
	'POST /my-plan/door/enter': { at: () => '/my-plan/door/enter', may: everybody },
	'POST /my-plan/door/look': { at: () => '/my-plan/door/look', may: everybody },
	'POST /my-plan/mine?/end': { at: () => '/my-plan/mine?/end', may: everybody },
	'POST /my-plan/mine?/stop': { at: () => '/my-plan/mine?/stop', may: everybody },
	'POST /my-plan/pictures': command(() => '/my-plan/pictures', [], {}),
	'POST /my-plan/commands': command(() => '/my-plan/commands', [], {
		do: 'share',
		cards: [{ root: 'words', key: 'x' }],
		audience: 'network'
	}),
	'POST /password': { at: () => '/password', may: everybody },
	'POST /room/commands': command(() => '/room/commands', [], { do: 'raiseHand' }),
	'POST /screen/blank': command(() => '/screen/blank', [], { blank: true }),
	'POST /seat/session/answers': command(() => '/seat/session/answers', [], { do: 'pause' }),
	'POST /sparring/[sparring]/commands': command(session('/commands'), sparring, {
		do: 'decision'
	}),
	'POST /sparring/[sparring]/edit': act(session('/edit'), ['social', 'social2']),
	'POST /sparring/[sparring]/posts': command(session('/posts'), sparring, { kind: 'decision' }),
	'POST /sparring/[sparring]/prepare': act(session('/prepare'), ['rusmiddel'], { guess: 'no' }),
	'POST /sparring/[sparring]?/cancel': act(session('?/cancel'), ['social', 'social2']),
	'POST /sparring/new': act(() => '/sparring/new', sparring),
	'POST /sparring/notebook/lines': command(() => '/sparring/notebook/lines', sparring, {
		text: 'Spørg mere.'
	}),
	'POST /sparring/notebook?/forget': act(() => '/sparring/notebook?/forget', signedIn),
	'POST /sparring/numbers?/keep': act(() => '/sparring/numbers?/keep', ['leder']),
	'POST /sparring/numbers?/name': act(() => '/sparring/numbers?/name', ['leder'], somebody),
	'POST /sparring/numbers?/unname': act(() => '/sparring/numbers?/unname', ['leder'], somebody),
	'POST /sign-in': { at: () => '/sign-in', may: everybody },
	'POST /sign-out': { at: () => '/sign-out', may: everybody }
};
