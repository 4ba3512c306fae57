// Opens the screen for an act (a lesson, the menu) and closes it again: the alternate screen, raw mode, sizes, and every way
// out. The first picture is painted before Ink, which takes longer to load than all else, is there to hear keys; what is typed
// meanwhile waits in the terminal. Read app.tsx and painter.ts first.
import type { RenderOptions } from 'ink';
import type { Act, Mounted } from './app.js';
import type { Size } from './layout.js';
import { Look } from './look.js';
import { KeyInput } from './mouse.js';
import { inkStream, Painter, type Terminal } from './painter.js';
import type { Env } from './theme.js';

export interface Terminals {
  /** Stops the program as the shell's Ctrl-Z does; `resumeTerminal` is called when it goes on. Without it Ctrl-Z does nothing. */
  readonly suspend?: () => void;
  readonly stdin: NonNullable<RenderOptions['stdin']>;
  readonly stdout: Terminal;
  readonly env: Env;
  /** How it looks; kept by whoever opens one screen after the other. */
  readonly look?: Look;
}

/** Calls `work` later, and returns how to take that back. */
export type Later = (work: () => void, ms: number) => () => void;

/** What an act can do to the screen it is on. */
export interface Host<T> {
  readonly size: Size;
  readonly look: Look;
  /** Ends the act. */
  done(result: T): void;
  /** Paints everything anew, whatever the terminal shows. */
  redraw(): void;
  /** Gives the terminal back and stops the program, until the shell lets it go on. */
  suspend(): void;
  readonly later: Later;
}

/** An act that knows its size. */
export interface SizedAct extends Act {
  resize(size: Size): void;
  /** Takes back what would run on by itself. */
  stop(): void;
}

let restoreOpen: (() => void) | undefined;
let resumeOpen: (() => void) | undefined;

/** Takes the terminal again after the program was stopped. Does nothing where no screen is open. */
export function resumeTerminal(): void {
  resumeOpen?.();
}

/** Gives the terminal back, at once: for signals and for errors nobody caught. Does nothing where no screen is open. */
export function restoreTerminal(): void {
  restoreOpen?.();
  restoreOpen = undefined;
}

/** Shows an act until it ends; resolves with what it ended with, rejects with what broke it. */
export function runScreen<T>(
  { stdin, stdout, env, suspend, look = new Look(env, stdout.isTTY === true) }: Terminals,
  make: (host: Host<T>) => SizedAct,
): Promise<T> {
  const sizeNow = (): Size => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const painter = new Painter(stdout, look.mouse);
  return new Promise((resolve, reject) => {
    let open = true;
    let ink: Mounted | undefined;
    const close = (settle: () => void) => {
      if (!open) return;
      open = false;
      act.stop();
      stdout.off('resize', resized);
      unheard();
      painter.leave();
      restoreOpen = undefined;
      resumeOpen = undefined;
      ink?.unmount();
      settle();
    };
    const fail = (error: unknown) => close(() => reject(error));
    const redraw = () => {
      painter.forget();
      act.resize(sizeNow());
    };
    const host: Host<T> = {
      size: sizeNow(),
      look,
      done: result => close(() => resolve(result)),
      redraw,
      suspend: () => {
        if (suspend === undefined) return;
        restoreOpen?.();
        suspend();
      },
      later: laterOr(fail),
    };
    const act = make(host);
    const resized = redraw;
    const unheard = look.onMouse(on => painter.setMouse(on));
    // Ink sets it too, but only after its first picture: a Ctrl-C in between would kill the program as it stands.
    if (stdin.isTTY) stdin.setRawMode(true);
    painter.enter();
    restoreOpen = () => {
      painter.leave();
      if (stdin.isTTY) stdin.setRawMode(false);
    };
    resumeOpen = () => {
      if (stdin.isTTY) stdin.setRawMode(true);
      painter.again();
      redraw();
    };
    const mount = async (): Promise<void> => {
      const { mountApp } = await import('./app.js');
      if (!open) return;
      const stream = inkStream(painter, sizeNow) as unknown as NonNullable<RenderOptions['stdout']>;
      const keys = inputOf(stdin, act, fail);
      // Ink asks for more of a stream than it uses here (see painter.ts).
      ink = mountApp({ act, theme: look, fail }, stream, keys as unknown as Terminals['stdin']);
      // What breaks while React draws ends up here, by way of Ink's own error boundary.
      ink.waitUntilExit().catch(fail);
    };
    stdout.on('resize', resized);
    attempt(() => painter.paint(act.rows().map(row => look.render(row).trimEnd())), fail);
    mount().catch(fail);
  });
}

/** What is typed goes to Ink; the mouse and pastes go past it to the act. */
const inputOf = (stdin: Terminals['stdin'], act: Act, fail: (error: unknown) => void): KeyInput =>
  new KeyInput(
    stdin,
    events => attempt(() => act.mouse?.(events), fail),
    laterOr(fail),
    text => attempt(() => act.paste?.(text), fail),
  );

/** Work that is done later breaks like a key does. */
function laterOr(fail: (error: unknown) => void): Later {
  return (work, ms) => {
    const timer = setTimeout(() => attempt(work, fail), ms);
    return () => clearTimeout(timer);
  };
}

function attempt(work: () => void, fail: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    fail(error);
  }
}
