/** Owns the English words of the lesson's page that belong to none of its parts. */
export const lessonMessages = {
  goalMet: (title: string) => `Goal met: ${title}`,
  kill: (name: string) => `Kill ${name}`,
  revive: (name: string) => `Revive ${name}`,
  returnToLive: 'Return to live',
} as const;
