declare const brand: unique symbol;

/** A value of type `Base` that only the one constructor of `Name` hands out. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
