// Opens the screen on a session and closes it again: the alternate screen, raw mode, sizes, and every way out. Read store.ts,
// app.tsx and painter.ts first.
import { type RenderOptions, render } from 'ink';
import type { Session } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import type { Lesson, Player } from '../lesson/index.js';
import { App } from './app.js';
import type { Size } from './layout.js';
import { inkStream, Painter, type Terminal } from './painter.js';
import { type Later, Store } from './store.js';
import { colorLevel, type Env, Theme } from './theme.js';

/** Raw mode of the keyboard; the rest of it is Ink's to use. */
type Keyboard = NonNullable<RenderOptions['stdin']>;

/** What whoever opened the screen can do from outside. */
export interface TuiHandle {
  /** Gives the terminal back, at once and for good: for signals and for errors nobody caught. May be called at any time. */
  restore(): void;
  /** Leaves as `q` does, with this exit status. */
  quit(status: number): void;
  /** Paints everything anew: after SIGCONT. */
  redraw(): void;
}

export interface TuiOptions {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  readonly lang: Lang;
  readonly stdin: Keyboard;
  readonly stdout: Terminal;
  readonly env: Env;
  /** Called once the screen is open. */
  onOpen?(handle: TuiHandle): void;
  /** Called when the screen is closed, however that came about, before the promise settles. */
  onExit?(): void;
  /** Timers, for tests. */
  readonly later?: Later;
}

const laterByClock: Later = (work, ms) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Shows the screen until the person leaves it; resolves with the exit status, rejects with what broke it. */
export function runTui(options: TuiOptions): Promise<number> {
  const { stdout, stdin, env } = options;
  const sizeNow = (): Size => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const painter = new Painter(stdout);
  const theme = new Theme(colorLevel(env, stdout.isTTY === true));
  return new Promise((resolve, reject) => {
    let done = false;
    const close = () => {
      if (done) return false;
      done = true;
      store.stopRunning?.();
      stdout.off('resize', resized);
      painter.leave();
      ink.unmount();
      options.onExit?.();
      return true;
    };
    const quit = (status: number) => {
      if (close()) resolve(status);
    };
    const fail = (error: unknown) => {
      if (close()) reject(error);
    };
    const later = guarded(options.later ?? laterByClock, fail, () => store);
    const redraw = () => {
      painter.forget();
      store.update();
    };
    const store = new Store({ ...options, size: sizeNow(), later, exit: quit, redraw });
    const resized = () => {
      painter.forget();
      store.batch(() => {
        store.setSize(sizeNow());
        store.update();
      });
    };
    painter.enter();
    const ink = render(<App store={store} theme={theme} fail={fail} />, {
      // Ink asks for more of a stream than it uses here (see painter.ts).
      stdout: inkStream(painter, () => store.size) as unknown as NonNullable<RenderOptions['stdout']>,
      stderr: inkStream(painter, () => store.size) as unknown as NonNullable<RenderOptions['stderr']>,
      stdin,
      debug: true,
      patchConsole: false,
      exitOnCtrlC: false,
    });
    // A crash while drawing ends up here, by way of Ink's own error boundary.
    ink.waitUntilExit().then(() => quit(0), fail);
    stdout.on('resize', resized);
    options.onOpen?.({ restore: () => restore(painter, stdin), quit, redraw });
  });
}

/** Work that is done later breaks like a key does. */
function guarded(later: Later, fail: (error: unknown) => void, store: () => Store): Later {
  return (work, ms) =>
    later(() => {
      try {
        store().batch(work);
      } catch (error) {
        fail(error);
      }
    }, ms);
}

function restore(painter: Painter, stdin: Keyboard): void {
  painter.leave();
  if (stdin.isTTY) stdin.setRawMode(false);
}
