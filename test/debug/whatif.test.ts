// Doing something to the network: each kind, its effect, and what is refused.
import { describe, expect, test } from 'vitest';
