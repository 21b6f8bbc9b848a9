// What Unicode says of characters; nothing here knows of Scheme values.
export { FOLD, LOWER, UPPER, foldOf, fullMapping, lowerOf, mapFully, upperOf } from "./case";
export { digitOf, isAlphabetic, isCaseIgnorable, isCased, isLowercase, isUppercase, isWhitespace } from "./properties";
