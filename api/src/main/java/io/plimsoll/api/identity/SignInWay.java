package io.plimsoll.api.identity;

/** How a member gets into an organisation. */
public enum SignInWay {
  /** With the password of his account. */
  PASSWORD,
  /** By the organisation's single sign-on alone. */
  SSO,
  /** Either way. */
  BOTH;

  /** Whether a password will do. */
  public boolean byPassword() {
    return this != SSO;
  }

  /** Whether single sign-on will do. */
  public boolean bySingleSignOn() {
    return this != PASSWORD;
  }
}
