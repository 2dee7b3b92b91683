import { createAnonymous } from './anonymous.ts';
import type { Now } from './clock.ts';
import { now as realNow } from './clock.ts';
import type { Config } from './config.ts';
import { openConnections, openDatabase } from './db/open.ts';
import { createAccess } from './documents/access.ts';
import { createCaseAdmission } from './documents/case-admission.ts';
import { createDemand } from './documents/demand.ts';
import { createDocuments } from './documents/documents.ts';
import { createOpenings } from './documents/openings.ts';
import { createPostgresLog } from './documents/postgres-log.ts';
import { createRightsWatch } from './documents/rights-watch.ts';
import { createProjector } from './documents/projector.ts';
import { log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createCaseBoard } from './cases/board.ts';
import { createCalendar } from './calendar/calendar.ts';
import { calendarWords } from './calendar/words.ts';
import { createHistory } from './audit/history.ts';
import { auditRefusedFrames } from './audit/refused-frames.ts';
import { createCases } from './cases/cases.ts';
import { createLeadership } from './leadership/leadership.ts';
import { createAccounts } from './people/accounts.ts';
import { createMembers } from './cases/members.ts';
import { createBases } from './consent/bases.ts';
import { countUpcoming, hasRunningMeeting, seatNames } from './meetings/running.ts';
import { createRecords } from './records/records.ts';
import { createRoster } from './cases/roster.ts';
import { createCalendarFiles } from './meetings/calendar-file.ts';
import { createClosings } from './meetings/closing.ts';
import { createEnding } from './meetings/ending.ts';
import { joinRoom } from './meetings/join-room.ts';
import { createHandovers } from './meetings/handover.ts';
import { createMeetings } from './meetings/meetings.ts';
import { createMinutes } from './meetings/minutes.ts';
import { meetingEntry, sparringEntry } from './mail/letters.ts';
import { createMail } from './mail/mail.ts';
import { postLetters } from './mail/outbox.ts';
import { createSmtpPost, logPost } from './mail/post.ts';
import { createNextSteps } from './next-steps/next-steps.ts';
import { createOverview } from './overview/overview.ts';
import { createPeople } from './people/people.ts';
import { createMunicipalPictures } from './pictures/municipal-pictures.ts';
import { joinCitizen } from './plan/join-citizen.ts';
import { createRounds } from './rounds.ts';
import { layoutVersion } from '#lib/board/layout.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { CaseId } from '#lib/model/ids.ts';
import { createSessions } from './sessions/sessions.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createWhoIs } from './sign-in/who-is.ts';
import { createLocalBus } from './sync/bus.ts';
import { createFolder } from './sync/folder.ts';
import { createRooms } from './sync/rooms.ts';
import { createUpgrade } from './sync/upgrade.ts';
import { addressOf } from './http.ts';
import { createLines } from './documents/lines.ts';
import { createEmergencies } from './emergency/emergencies.ts';
import { createTemplates } from './templates/templates.ts';

/** What routes get, as `locals.app`: one noun per folder, each with verbs that take the actor first. */
export type App = Running['app'];

/** The whole server in one process: one database, one set of rooms. */
export type Running = Awaited<ReturnType<typeof createApp>>;

/** The only file that knows how the parts are joined. */
export async function createApp(
	config: Config,
	databaseUrl: string,
	{ now = realNow }: { now?: Now } = {}
) {
	const { db, sql, close: closeDatabase } = openDatabase(databaseUrl);
	const secure = config.origin.startsWith('https:');
	const documents = createDocuments({ db });
	const bus = config.redisUrl
		? (await import('./documents/redis-bus.ts')).createRedisBus(config.redisUrl)
		: createLocalBus();
	const lines = createLines(() => openConnections(databaseUrl, 4));
	const folder = createFolder();
	const updates = createPostgresLog(sql, lines.ask, folder);
	const rooms = createRooms({
		log: updates,
		folder,
		bus,
		now,
		rules: documents.rulesOf,
		layout: layoutVersion,
		noted: (event, fields) => log.warn(`sync:${event}`, fields)
	});
	auditRefusedFrames(db, rooms);

	const people = createPeople({ db });
	const signIn = createSignIn({
		db,
		now,
		secure,
		sessionsEnded: (person) => void rooms.reconsider({ person: `person:${person}` })
	});
	const access = createAccess({ db, now });
	const openings = createOpenings({ db, now });
	const nextSteps = createNextSteps({ db, now, rooms, access, draw: (id) => projector.draw(id) });
	const projector = createProjector({ db, updates, replace: nextSteps.replace });
	rooms.onWritten(projector.written);
	projector.catchUp().catch((error: unknown) => log.error('projection:failed', error));
	const overview = createOverview({ db, now });
	const calendar = createCalendar({
		db,
		now,
		origin: config.origin,
		meetingEntry,
		sparringEntry,
		stepsOf: nextSteps.ofPerson,
		words: calendarWords
	});

	/** A right on a case may have changed: whoever has one of its documents open is asked again. */
	async function reconsiderCase(caseId: CaseId): Promise<void> {
		const ids = await documents.ofCase(caseId);
		await Promise.all(ids.map((documentId) => rooms.reconsider({ documentId })));
	}

	const rightsWatch = createRightsWatch({ sql, now, rooms, documents });
	const demand = createDemand(access);
	const bases = createBases({
		db,
		now,
		demand,
		rightsChanged: reconsiderCase,
		isOnTeam: async (caseId, person) =>
			(await members.of(caseId)).some((member) => member.person === person)
	});
	const members = createMembers({
		db,
		now,
		demand,
		personLeft: bases.personLeft,
		rightsChanged: reconsiderCase
	});
	const records = createRecords({ db, now, access, rooms });
	const roster = createRoster();
	const ground = { db, now, secure, rooms, access, openings, roster, documents, demand };
	const { shareCards, ...citizens } = joinCitizen({
		...ground,
		draw: projector.draw,
		onTable: (actor, picture) => meetings.shown.maySee(actor, picture)
	});
	const cases = {
		...createCases({
			db,
			now,
			access,
			demand,
			documents,
			openings,
			members,
			rightsChanged: reconsiderCase,
			hasRunningMeeting: (caseId) => hasRunningMeeting(db, caseId),
			countMeetings: (actor) => countUpcoming(db, actor.id, now())
		}),
		board: createCaseBoard({ db, now, access, demand, openings, members, bases, records, rooms })
	};
	const templates = createTemplates({ dataDir: config.dataDir });
	const meetings = createMeetings({
		db,
		now,
		rooms,
		access,
		openings,
		documents,
		roster,
		templates,
		post: postLetters,
		needsOf: citizens.profiles.needsOf
	});

	const anonymous = createAnonymous({
		db,
		now,
		config,
		rooms,
		updates,
		documents,
		openings,
		templates
	});

	const accounts = createAccounts({
		db,
		now,
		makePasswordLink: signIn.makePasswordLink,
		endSessions: signIn.endSessions
	});
	const history = createHistory({
		db,
		demand,
		personNames: people.names,
		seatNames: (ids) => seatNames(db, ids)
	});

	const { screens, seats, door, room, changed, reconsider } = joinRoom({
		...ground,
		records,
		meetings,
		wallOf: citizens.profiles.ofWall,
		reconsiderCase
	});
	const minutesParts = { db, now, rooms, access };
	const ofMeetings = {
		places: meetings.places,
		states: meetings.states,
		shown: meetings.shown,
		endMeeting: createEnding({ now, endings: [door.end, screens.end, meetings.shown.end] }),
		reconsider
	};
	const closings = createClosings({ ...minutesParts, ...ofMeetings });
	const sessions = createSessions({
		...minutesParts,
		...ofMeetings,
		changed,
		room,
		openings,
		roster,
		templates,
		shareCards,
		life: meetings.verbs
	});
	const minutes = createMinutes(minutesParts);
	const handovers = createHandovers(minutesParts);
	const calendarFiles = createCalendarFiles({ ...minutesParts, origin: config.origin });
	const mail = createMail({
		db,
		now,
		origin: config.origin,
		from: config.mailFrom,
		post: config.smtpUrl ? createSmtpPost(config.smtpUrl, new URL(config.origin).hostname) : logPost
	});

	const whoIs = createWhoIs({ secure, signIn, seats, screens, ...citizens });
	const metrics = createMetrics({ stats: () => rooms.stats(), token: config.metricsToken });

	async function ready(): Promise<boolean> {
		try {
			await sql`select 1 from person limit 1`;
			return true;
		} catch {
			return false;
		}
	}

	const rounds = createRounds({
		housekeeping: { everyMs: 10 * 60_000, work: () => signIn.forget() },
		mail: { everyMs: 15_000, work: () => mail.deliver() },
		erasure: { everyMs: 10 * 60_000, work: () => anonymous.eraseDue() },
		/** Photos that stand on no card of a plan any more. */
		pictures: { everyMs: 30 * 60_000, work: () => citizens.pictures.tidyAll() },
		reminders: { everyMs: 10 * 60_000, work: () => meetings.remind() },
		/** Nobody is idle who writes, or who sits in a meeting that is under way. */
		vigil: {
			everyMs: 60_000,
			async work() {
				const running = await documents.ofRunningMeetings();
				await signIn.keepAwake([...rooms.awake(60_000, () => false)]);
				await signIn.keepInMeeting([...rooms.awake(0, (id) => running.has(id))]);
			}
		}
	});

	return {
		config,
		db,
		sql,
		rooms,
		rightsWatch,
		app: {
			/** What a page may know of the configuration. */
			settings: {
				origin: config.origin,
				demo: config.mode === 'demo' || config.mode === 'development',
				/** True once the database answers and is migrated. */
				ready,
				/** The Danish date by the server's clock: what "today" means on a page. */
				today: () => dateOf(now())
			},
			metrics,
			people,
			signIn,
			cases,
			members,
			bases,
			records,
			...citizens,
			municipalPictures: createMunicipalPictures({ db, now, documents, rooms }),
			history,
			emergencies: createEmergencies({ db, now, demand, members, passwords: signIn, rooms }),
			accounts,
			leadership: createLeadership({ db, now }),
			templates,
			...anonymous.app,
			meetings: meetings.verbs,
			room,
			nextSteps,
			overview,
			calendar,
			screens,
			seats,
			door,
			closings,
			sessions,
			minutes,
			handovers,
			calendarFiles
		},

		whoIs,
		eraseDue: anonymous.eraseDue,

		/** Letters for tomorrow's meetings; comes round by itself. */
		remind: () => meetings.remind(),

		/** A bug that a page ran into. */
		reportFault(fault: unknown, incident: string): void {
			log.error('request:failed', fault, { incident });
		},

		/** Live documents. It never passes through Kit, so it asks everything itself. */
		upgrade: createUpgrade({
			rooms,
			admission: createCaseAdmission({ whoIs, access, openings }),
			origin: config.origin,
			addressOf: (request) => addressOf(request, config.trustedProxies)
		}),

		/** Saves what is unsaved, says goodbye to live sockets, closes the database. */
		async close(): Promise<void> {
			rounds.close();
			metrics.close();
			await rightsWatch.close();
			await rooms.close();
			await projector.close();
			meetings.shown.close();
			await bus.close();
			await lines.close();
			await closeDatabase();
		}
	};
}
