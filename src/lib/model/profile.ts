import * as v from 'valibot';
import { MemberId } from './ids.ts';

export const profileChoices = [2, 3, 4] as const;
export const TextLevel = v.picklist(['short', 'easy', 'everyday']);
export type TextLevel = v.InferOutput<typeof TextLevel>;
export const TextSize = v.picklist(['normal', 'large', 'largest']);
export type TextSize = v.InferOutput<typeof TextSize>;

const whole = (least: number, most: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Subjects that a session can leave out as a whole: `about` of its steps. */
export const leavableTopics = ['use'] as const;

/**
 * How one talks with this citizen. Agreed with the citizen, kept as rows behind a command, and obeyed
 * by every screen that a citizen looks at.
 */
export const Profile = v.object({
	/** The longest a session lasts. */
	minutes: whole(5, 90),
	/** A break after so many minutes; null: only when somebody asks for one. */
	breakEvery: v.nullable(whole(5, 60)),
	/** How many answers are shown at once. */
	choices: v.picklist(profileChoices),
	/** `short` leaves out what is not needed; `everyday` is ordinary Danish. */
	textLevel: TextLevel,
	textSize: TextSize,
	readAloud: v.boolean(),
	pictures: v.boolean(),
	/** Quieter colours. */
	calm: v.boolean(),
	/** Who helps, of those on the case. */
	helper: v.nullable(MemberId),
	leaveOutTopics: v.array(v.picklist(leavableTopics)),
	/** What else is not talked about. For those who prepare a session, never on a screen of the room. */
	leaveOut: v.pipe(v.string(), v.trim(), v.maxLength(500))
});
export type Profile = v.InferOutput<typeof Profile>;

/** What a screen needs in order to obey it; no words that must not be read over a shoulder. */
export interface ScreenProfile extends Omit<Profile, 'helper' | 'leaveOut'> {
	/** Given name of who helps. */
	helper: string | null;
}

/** What the big screen of a session obeys: it has nobody of its own, and knows no more than it shows. */
export type WallProfile = Pick<Profile, 'choices' | 'pictures' | 'calm'>;

/** Until somebody has asked: easy, with pictures and a voice. */
export const firstProfile: Profile = {
	minutes: 45,
	breakEvery: null,
	choices: 3,
	textLevel: 'easy',
	textSize: 'normal',
	readAloud: true,
	pictures: true,
	calm: false,
	helper: null,
	leaveOutTopics: [],
	leaveOut: ''
};

export function screenProfile(profile: Profile, helper: string | null): ScreenProfile {
	const { leaveOut: _words, ...rest } = profile;
	return { ...rest, helper };
}

export function wallProfile({ choices, pictures, calm }: Profile): WallProfile {
	return { choices, pictures, calm };
}
