/** The one error of the package. */

import type { ErrorBody, ErrorCode } from "./types.js";

/** Says that an answer is impossible, and why. */
export class SignplaceError extends Error {
  /** The stable code, shared with the command and the Rust library, for example `"password_required"`. */
  readonly code: ErrorCode;
  /** One sentence that says what to do next, where there is something to do. */
  readonly hint?: string;
  /** Where in the input the fault lies: an RFC 6901 JSON pointer. */
  readonly path?: string;

  constructor(body: ErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.name = "SignplaceError";
    this.code = body.code;
    if (body.hint !== undefined) this.hint = body.hint;
    if (body.path !== undefined) this.path = body.path;
  }

  /** The error as the command prints it. */
  toJSON(): ErrorBody {
    const { code, message, hint, path } = this;
    return { code, message, ...(hint !== undefined && { hint }), ...(path !== undefined && { path }) };
  }
}
