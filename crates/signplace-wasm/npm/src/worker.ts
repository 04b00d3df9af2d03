/** The script of the Worker; `signplace/client` starts it. */

import { serve } from "./server.js";
import type { Port } from "./rpc.js";

serve(globalThis as unknown as Port);
