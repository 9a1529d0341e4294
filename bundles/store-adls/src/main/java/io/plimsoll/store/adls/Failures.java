package io.plimsoll.store.adls;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what Azure's answers mean to the person who connected the store. */
final class Failures {
  private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
  private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

  /** Codes by which the firewall of an account refuses a network rather than a person. */
  private static final Set<String> NETWORK = Set.of("AuthorizationFailure", "IpAuthorizationError", "NetworkAclsValidationFailure");

  private final ExportAddress address;

  Failures(ExportAddress address) {
    this.address = address;
  }

  /** What went wrong while this was done, such as {@code listing}. */
  PlimsollException of(String doing, @Nullable String object, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof PlimsollException known) {
        return known;
      }
      if (t instanceof InterruptedException || String.valueOf(t.getMessage()).equals("Thread Interrupted")) {
        return new PlimsollException(
            ErrorCode.CANCELLED, doing + " " + subject(object) + " was cancelled.", "Start it again.", thrown);
      }
      if (t instanceof HttpResponseException refused && refused.getResponse() != null) {
        return answered(doing, object, refused);
      }
    }
    return unreachable(doing, object, thrown);
  }

  /** The object is not the one that was listed. */
  PlimsollException changed(String object, String how, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_CHANGED,
        object + " changed since it was listed: " + how + ".",
        "Collect again; an export that is being rewritten is complete a little later.",
        cause);
  }

  /** The code Azure gave a refusal, or empty when it gave none. */
  static String code(HttpResponseException refused) {
    String code = refused.getResponse().getHeaderValue(ERROR_CODE);
    return code == null ? "" : code;
  }

  private PlimsollException answered(String doing, @Nullable String object, HttpResponseException refused) {
    HttpResponse response = refused.getResponse();
    String code = code(refused);
    int status = response.getStatusCode();
    if (object != null && status == 412) {
      return changed(object, "its etag is another one now", refused);
    }
    if (object != null && status == 416) {
      return changed(object, "it is shorter now", refused);
    }
    if (object != null && status == 404 && !code.equals("ContainerNotFound") && !code.equals("FilesystemNotFound")) {
      return changed(object, "it was deleted", refused);
    }
    return new PlimsollException(
        status == 401 || status == 403 ? ErrorCode.ACCESS_DENIED : ErrorCode.STORAGE_UNAVAILABLE,
        "Azure did not allow " + doing.toLowerCase(java.util.Locale.ROOT) + " " + subject(object) + ": "
            + (status + " " + code).strip() + requestId(response) + ".",
        advice(status, code),
        refused);
  }

  private String advice(int status, String code) {
    String account = "storage account " + address.account();
    if (status == 404) {
      return "Check the names: " + account + " has no container " + address.container() + ", or no such folder in it.";
    }
    if (NETWORK.contains(code)) {
      return "The firewall of " + account + " does not let this machine in, or the identity has no role there: allow its"
          + " network or use a private endpoint, and grant Storage Blob Data Reader.";
    }
    if (status == 401 || code.startsWith("InvalidAuthenticationInfo") || code.equals("NoAuthenticationInformation")) {
      return "The token was not accepted: check the tenant of the connection's credential, and that the account allows"
          + " Microsoft Entra authorization.";
    }
    if (status == 403) {
      return "Grant the connection's identity the role Storage Blob Data Reader on container " + address.container() + " of "
          + account + "; a new assignment takes up to ten minutes.";
    }
    if (status == 409 && code.equals("BlobArchived")) {
      return "The export was moved to the archive tier: rehydrate it, or keep exports in a tier that can be read.";
    }
    if (status == 429 || status == 503) {
      return "The account is busy and stayed so; it is tried again at the next collection.";
    }
    return "Try again; when it stays so, look at the health of " + account + " in the Azure portal.";
  }

  private PlimsollException unreachable(String doing, @Nullable String object, Throwable thrown) {
    Throwable cause = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      cause = t;
      if (t instanceof SSLException) {
        return unavailable(
            doing, object, "the certificate of " + address.blob() + " is not trusted (" + t.getMessage() + ")",
            "Add the authority that signed it to the trust store of Java: -Djavax.net.ssl.trustStore=FILE.", thrown);
      }
      if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
        return unavailable(
            doing, object, "the name of " + address.blob() + " is not known here",
            "Check the name of the account, and the private DNS zones of this network.", thrown);
      }
      if (t instanceof ConnectException) {
        return unavailable(
            doing, object, address.blob() + " cannot be reached", "Check the network, its proxy and its firewalls.", thrown);
      }
      if (t instanceof TimeoutException || String.valueOf(t.getMessage()).startsWith("Timeout on blocking read")) {
        return unavailable(
            doing, object, "it took too long", "It is tried again at the next collection; check the network to " + address.blob() + ".",
            thrown);
      }
    }
    String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return unavailable(
        doing, object, "the connection to " + address.blob() + " broke (" + reason + ")",
        "It is tried again at the next collection; check the network.", thrown);
  }

  private PlimsollException unavailable(String doing, @Nullable String object, String why, String advice, Throwable cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, doing + " " + subject(object) + " failed: " + why + ".", advice, cause);
  }

  private String subject(@Nullable String object) {
    return object == null ? address.toString() : object;
  }

  private static String requestId(HttpResponse response) {
    String id = response.getHeaderValue(REQUEST_ID);
    return id == null ? "" : " (Azure's request " + id + ")";
  }
}
