package dev.quartet.inference;

/** What a version of a model is doing, as the protocol's repository extension names it. */
public enum ModelState {
  /** It answers. */
  READY,
  /** It does not answer: it is not loaded, or could not be. */
  UNAVAILABLE,
  /** It is being opened and warmed up. */
  LOADING,
  /** It takes no new calls, and ends those under way. */
  UNLOADING
}
