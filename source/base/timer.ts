/** Calls back once after a time, unless the returned function is called before. */
export type Timer = (callBack: () => void, milliseconds: number) => () => void;

/** The machine's own timer, for the composition root; it keeps no process from ending. */
export const systemTimer: Timer = (callBack, milliseconds) => {
  const timeout = setTimeout(callBack, milliseconds);
  timeout.unref();
  return () => clearTimeout(timeout);
};
