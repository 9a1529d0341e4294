package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why there is no token, in words of our own: what a token service answers may quote what it was sent, so neither its
 * text nor the exception goes on.
 */
final class Refusal {
  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,8})");
  private static final int DEEPEST = 12;

  private Refusal() {}

  /** What a code of Entra ID means, and what to do; the application's and tenant's ids are filled in. */
  private record Meaning(String what, String advice) {}

  private static final String ROTATE =
      "put it in place: plimsoll credential ORG CONNECTION rotate --secret-from env:NAME|file:PATH|-.";

  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          Map.entry("7000215", new Meaning("its client secret is not the right one", "Use the secret's value, not its id, and " + ROTATE)),
          Map.entry("7000222", new Meaning("its client secret has ended", "Make a new secret of application %2$s and " + ROTATE)),
          Map.entry("7000216", new Meaning("it needs a client secret or an assertion and sent none", "Give one: " + ROTATE)),
          Map.entry("7000112", new Meaning("the application is disabled", "Enable application %2$s in tenant %1$s.")),
          Map.entry("700016", new Meaning("tenant %1$s does not know application %2$s", "Check --set client= (the client id, not the object id) and --set tenant=; an application of another tenant needs the consent of an administrator of tenant %1$s.")),
          Map.entry("90002", new Meaning("there is no tenant %1$s", "Check --set tenant=; for a sovereign cloud also --set authority=.")),
          Map.entry("900023", new Meaning("%1$s is not a tenant", "Give the tenant's id or one of its domains with --set tenant=.")),
          Map.entry("500011", new Meaning("tenant %1$s does not know the audience %3$s", "Check that the tenant is the storage account's own; a sovereign cloud has audiences of its own.")),
          Map.entry("700024", new Meaning("its assertion is not valid now", "Check the clock of this machine, and that whoever issues the assertion renews it.")),
          Map.entry("700027", new Meaning("its certificate is not registered with the application", "Upload the certificate's public part to application %2$s, or " + ROTATE)),
          Map.entry("700030", new Meaning("its certificate is not valid", "Make a new certificate, register it with application %2$s and " + ROTATE)),
          Map.entry("700211", new Meaning("no federated credential of the application trusts the issuer of its token", "Add a federated credential to application %2$s whose issuer is the one of the token.")),
          Map.entry("700212", new Meaning("no federated credential of the application expects the audience of its token", "Set the audience of the token and of the federated credential to api://AzureADTokenExchange.")),
          Map.entry("700213", new Meaning("no federated credential of the application names the subject of its token", "Set the subject of a federated credential of application %2$s to the token's: its namespace and service account.")),
          Map.entry("70021", new Meaning("no federated credential of the application matches its token", "Compare issuer, subject and audience of the federated credentials of application %2$s with the token's.")),
          Map.entry("53003", new Meaning("a conditional access policy does not let it in", "Ask an administrator of tenant %1$s to allow this workload and address.")),
          Map.entry("65001", new Meaning("nobody consented to the application in tenant %1$s", "Ask an administrator of tenant %1$s to grant consent to application %2$s.")));

  /** The one exception for this failure. */
  static PlimsollException of(Throwable failure, Application application, String scope) {
    List<Throwable> chain = chain(failure);
    String code = code(chain);
    String audience = scope.replaceFirst("/\\.default$", "");
    String who = application.inWords();
    if (code != null) {
      Meaning meaning =
          MEANINGS.getOrDefault(
              code,
              new Meaning("Entra ID refused it", "Look the code up at https://login.microsoftonline.com/error?code=" + code + "."));
      return new PlimsollException(
          ErrorCode.ACCESS_DENIED,
          who + " gets no token for " + audience + ": " + filled(meaning.what(), application, audience) + " (AADSTS" + code + ").",
          filled(meaning.advice(), application, audience));
    }
    if (chain.stream().anyMatch(SSLException.class::isInstance)) {
      return new PlimsollException(
          ErrorCode.ACCESS_DENIED,
          who + " gets no token for " + audience + ": the certificate of " + application.service() + " is not trusted.",
          "When a proxy opens TLS here or the cloud is private, name its certificates with --set credential.ca=PEM-FILE.");
    }
    if (application.credential().equals(ManagedIdentityProvider.NAME)) {
      return managed(chain, application, audience);
    }
    if (application.credential().equals(AzureCliProvider.NAME)) {
      return new PlimsollException(
          ErrorCode.ACCESS_DENIED,
          who + " gets no token for " + audience + ": the Azure CLI is not here or nobody is signed in with it.",
          "Install it and sign in: az login" + (application.tenant().isEmpty() ? "." : " --tenant " + application.tenant() + "."));
    }
    if (chain.stream().anyMatch(Refusal::isUnreachable)) {
      return new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          who + " gets no token for " + audience + ": " + application.service() + " cannot be reached.",
          "Check the network, the proxy and --set authority=; it is tried again with the next request.");
    }
    return new PlimsollException(
        ErrorCode.ACCESS_DENIED,
        who + " gets no token for " + audience + ": " + application.service() + " gave an answer that is no token.",
        "Check --set authority= and --set tenant=, and that nothing between here and there answers instead.");
  }

  private static PlimsollException managed(List<Throwable> chain, Application application, String audience) {
    boolean unreachable = chain.stream().anyMatch(Refusal::isUnreachable);
    return new PlimsollException(
        unreachable ? ErrorCode.STORAGE_UNAVAILABLE : ErrorCode.ACCESS_DENIED,
        application.inWords() + " gets no token for " + audience + ": "
            + (unreachable ? "no identity service answers on this machine." : "the machine's identity service has no such identity, or refused."),
        unreachable
            ? "Managed identities exist on Azure alone: run the host there with an identity assigned, or use another credential."
            : application.client().isEmpty()
                ? "Assign an identity to this machine; when it has several, choose one with --set client=ID."
                : "Assign the identity " + application.client() + " to this machine; --set client= takes its client id, not its object id.");
  }

  private static boolean isUnreachable(Throwable thrown) {
    return thrown instanceof ConnectException
        || thrown instanceof UnknownHostException
        || thrown instanceof UnresolvedAddressException
        || thrown instanceof HttpTimeoutException
        || thrown instanceof TimeoutException
        || thrown instanceof java.net.SocketException
        || String.valueOf(thrown.getMessage()).startsWith("Timeout on blocking read");
  }

  private static @org.jspecify.annotations.Nullable String code(List<Throwable> chain) {
    for (Throwable thrown : chain) {
      Matcher found = CODE.matcher(String.valueOf(thrown.getMessage()));
      if (found.find()) {
        return found.group(1);
      }
    }
    return null;
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    collect(failure, chain, 0);
    return chain;
  }

  private static void collect(@org.jspecify.annotations.Nullable Throwable thrown, List<Throwable> chain, int depth) {
    if (thrown == null || depth > DEEPEST || chain.contains(thrown)) {
      return;
    }
    chain.add(thrown);
    collect(thrown.getCause(), chain, depth + 1);
    for (Throwable suppressed : thrown.getSuppressed()) {
      collect(suppressed, chain, depth + 1);
    }
  }

  private static String filled(String text, Application application, String audience) {
    return String.format(java.util.Locale.ROOT, text, named(application.tenant()), named(application.client()), audience);
  }

  private static String named(String id) {
    return id.isEmpty() ? "(not given)" : id;
  }
}
