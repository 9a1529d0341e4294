package io.plimsoll.api.identity;

import java.time.Duration;

/** What becomes of an attempt to sign in. */
public sealed interface SignInAnswer {
  /** He is who he says. */
  record Granted(Session session) implements SignInAnswer {}

  /**
   * The password is right; a code of the second factor or a recovery code is asked for beside it.
   *
   * @param pending stands for the password in {@link FrontDoor#secondStep}, for five minutes; a secret
   */
  record CodeNeeded(String pending) implements SignInAnswer {
    /** Without what stands for the password. */
    @Override
    public String toString() {
      return "code needed";
    }
  }

  /** Address, password or code is wrong, or the person may not sign in; it is not said which. */
  record Wrong() implements SignInAnswer {}

  /**
   * There were too many attempts; this one was not looked at.
   *
   * @param until how long to wait
   */
  record Wait(Duration until) implements SignInAnswer {}
}
