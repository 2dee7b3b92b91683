interface Waiting<Question, Answer> {
	question: Question;
	resolve(answer: Answer): void;
	reject(error: unknown): void;
}

/**
 * Questions of one moment, asked as one: fifty who come back after a restart cost one statement, not
 * fifty. It leaves after the last of them was asked, so nobody is answered with what was true before
 * they asked: a right that has gone by then is gone. `ask` answers in the order of its questions.
 */
export function gathered<Question, Answer>(
	ask: (questions: readonly Question[]) => Promise<readonly Answer[]>
): (question: Question) => Promise<Answer> {
	let waiting: Waiting<Question, Answer>[] = [];

	async function send(): Promise<void> {
		const asked = waiting;
		waiting = [];
		try {
			const answers = await ask(asked.map(({ question }) => question));
			if (answers.length !== asked.length) throw new Error('not every question was answered');
			// reason: as many answers as questions, checked above
			for (const [at, one] of asked.entries()) one.resolve(answers[at] as Answer);
		} catch (error) {
			for (const one of asked) one.reject(error);
		}
	}

	return (question) =>
		new Promise((resolve, reject) => {
			// What else has arrived by now is read from its sockets before an immediate runs.
			if (waiting.length === 0) setImmediate(() => void send());
			waiting.push({ question, resolve, reject });
		});
}
