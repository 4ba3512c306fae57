// The screen as Ink sees it: one text per row, and the keys. What the rows are, and what keys do, is an act's (screen.ts).
import { Box, type Instance, type RenderOptions, render, Transform, useInput } from 'ink';
import { memo, useCallback, useSyncExternalStore } from 'react';
import { keyNames } from './keys.js';
import type { MouseEvent } from './mouse.js';
import { type Line, lineWidth } from './text.js';

/** Something that fills the screen and answers keys. */
export interface Act {
  /** The rows of the moment; the same array as long as nothing changed. */
  readonly rows: () => readonly Line[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Keys in the order they were pressed; one picture for all of them. */
  press(keys: readonly string[]): void;
  /** What was pasted, as it came; without it a paste is nothing: its characters are no keys. */
  paste?(text: string): void;
  /** What the mouse did; one picture for all of it. */
  mouse?(events: readonly MouseEvent[]): void;
}

/** Makes the terminal's codes of a row. */
export interface Paint {
  render(line: Line): string;
}

/**
 * One row. Ink measures a blank one and puts the real text in its place only when it writes: it would remember each text it
 * ever measured, for as long as the program runs.
 */
const Row = memo(function Row({ text, blank }: { text: string; blank: string }) {
  return <Transform transform={() => text}>{blank}</Transform>;
});

interface AppProps {
  readonly act: Act;
  readonly theme: Paint;
  readonly fail: (error: unknown) => void;
}

/** What is left of Ink once it runs. */
export type Mounted = Pick<Instance, 'unmount' | 'waitUntilExit'>;

/** Hands an act to Ink, for as long as it is not unmounted: rows go to `stream`, keys come from `stdin`. */
export function mountApp(
  props: AppProps,
  stream: NonNullable<RenderOptions['stdout']>,
  stdin: NonNullable<RenderOptions['stdin']>,
): Mounted {
  return render(<App {...props} />, {
    stdout: stream,
    stderr: stream,
    stdin,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
}

export function App({ act, theme, fail }: AppProps) {
  const rows = useSyncExternalStore(act.subscribe, act.rows);
  // The same function for ever: were it a new one, Ink would stop listening for a moment and a key could be lost.
  const onInput: Parameters<typeof useInput>[0] = useCallback(
    (input, key) => {
      try {
        act.press(keyNames(input, key));
      } catch (error) {
        fail(error);
      }
    },
    [act, fail],
  );
  useInput(onInput);
  const blank = ' '.repeat(rows[0] === undefined ? 0 : lineWidth(rows[0]));
  return (
    <Box flexDirection="column">
      {rows.map((row, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Row key={y} text={theme.render(row)} blank={blank} />
      ))}
    </Box>
  );
}
