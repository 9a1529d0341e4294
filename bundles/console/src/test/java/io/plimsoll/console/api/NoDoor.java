package io.plimsoll.console.api;

import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.identity.SingleSignOnStart;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads nowhere: for a server whose routes are counted and never asked. */
final class NoDoor implements FrontDoor {
  @Override
  public SignInAnswer signIn(String email, String password, @Nullable String code, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public SignInAnswer secondStep(String pending, String code, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public OneTimeToken token(String token, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public SingleSignOnStart beginSingleSignOn(String organisation, URI returnTo, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public Session finishSingleSignOn(
      String organisation, URI returnTo, String browser, Map<String, String> parameters, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public SignedIn session(String token, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public SignedIn key(String secret, String endpoint, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public Person accept(String token, @Nullable String email, @Nullable String name, String password, Caller from) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public List<String> notReady() {
    throw new AssertionError("nobody asks");
  }
}
