/**
 * The one base class of the errors trustdeck throws on purpose. Anything else that is thrown is a defect.
 * A layer declares its codes as a map from code to payload and exports a subclass over that map, so that
 * `switch (error.code)` narrows `error.detail`. Wording lives with the callers that talk to people: an error is
 * a code and data.
 */
export abstract class AppError<Code extends string = string, Detail = unknown> extends Error {
  readonly code: Code;
  readonly detail: Detail;

  constructor(code: Code, detail: Detail, options?: { readonly cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The distributive union of `Class<code>` over a layer's map of codes, for narrowing by `code`. */
export type ErrorOf<Details extends object> = {
  [Code in keyof Details & string]: AppError<Code, Details[Code]>;
}[keyof Details & string];
