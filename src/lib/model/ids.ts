import * as v from 'valibot';

/**
 * 128 random bits as 22 base64url characters. Ids appear in addresses, so they must not be
 * guessable and say nothing about what they name.
 */
const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

export const PersonId = v.pipe(Id, v.brand('PersonId'));
export const CaseId = v.pipe(Id, v.brand('CaseId'));
export const MemberId = v.pipe(Id, v.brand('MemberId'));
export const DocumentId = v.pipe(Id, v.brand('DocumentId'));
export const MeetingId = v.pipe(Id, v.brand('MeetingId'));
export const SeatId = v.pipe(Id, v.brand('SeatId'));
export const ScreenId = v.pipe(Id, v.brand('ScreenId'));
export const BasisId = v.pipe(Id, v.brand('BasisId'));
export const EmergencyId = v.pipe(Id, v.brand('EmergencyId'));
export const RecordId = v.pipe(Id, v.brand('RecordId'));
export const LearningNoteId = v.pipe(Id, v.brand('LearningNoteId'));
export const SparringId = v.pipe(Id, v.brand('SparringId'));
export const WayInId = v.pipe(Id, v.brand('WayInId'));
export const DeviceId = v.pipe(Id, v.brand('DeviceId'));
export const PictureId = v.pipe(Id, v.brand('PictureId'));

export type PersonId = v.InferOutput<typeof PersonId>;
export type CaseId = v.InferOutput<typeof CaseId>;
/** A person's place on one case: professional, citizen or relative. What boards refer to. */
export type MemberId = v.InferOutput<typeof MemberId>;
export type DocumentId = v.InferOutput<typeof DocumentId>;
export type MeetingId = v.InferOutput<typeof MeetingId>;
export type SeatId = v.InferOutput<typeof SeatId>;
export type ScreenId = v.InferOutput<typeof ScreenId>;
export type BasisId = v.InferOutput<typeof BasisId>;
export type EmergencyId = v.InferOutput<typeof EmergencyId>;
export type RecordId = v.InferOutput<typeof RecordId>;
export type LearningNoteId = v.InferOutput<typeof LearningNoteId>;
export type SparringId = v.InferOutput<typeof SparringId>;
export type WayInId = v.InferOutput<typeof WayInId>;
/** A phone or tablet of the citizen's own. */
export type DeviceId = v.InferOutput<typeof DeviceId>;
/** A picture of the citizen's own. */
export type PictureId = v.InferOutput<typeof PictureId>;

type AnyId =
	| typeof PersonId
	| typeof CaseId
	| typeof MemberId
	| typeof DocumentId
	| typeof MeetingId
	| typeof SeatId
	| typeof ScreenId
	| typeof BasisId
	| typeof EmergencyId
	| typeof RecordId
	| typeof LearningNoteId
	| typeof SparringId
	| typeof WayInId
	| typeof DeviceId
	| typeof PictureId;

export function newId<Schema extends AnyId>(schema: Schema): v.InferOutput<Schema> {
	return v.parse(schema, randomKey());
}

/** For things inside a document, whose ids need no brand: cards, rows, steps. */
export function randomKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.slice(0, 22);
}
