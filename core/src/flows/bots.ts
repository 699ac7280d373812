import { isbot } from 'isbot';

const most = 2_000;

/**
 * Whether a user agent says of itself that it is a bot (F12). The list behind it is one long expression that takes as long as everything
 * else about a click; few user agents are new, so answers are kept, and all forgotten when they are too many.
 */
export function createBotCheck(): (userAgent: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (userAgent) => {
    if (userAgent === undefined) return false;
    const answer = known.get(userAgent);
    if (answer !== undefined) return answer;
    if (known.size >= most) known.clear();
    const isBot = isbot(userAgent);
    known.set(userAgent, isBot);
    return isBot;
  };
}
