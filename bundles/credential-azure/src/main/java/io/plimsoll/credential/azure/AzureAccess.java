package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessFinding;
import io.plimsoll.api.access.AccessFinding.State;
import io.plimsoll.api.access.AccessProbe;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tries at a storage account what a credential may do, and reads its roles where it may. */
@Plugin(name = "azure", type = AccessProbe.class)
public final class AzureAccess implements AccessProbe, AutoCloseable {
  private static final String STORAGE = "https://storage.azure.com/.default";
  private static final String PUBLIC_ARM = "https://management.azure.com";
  private static final String READING = "reading the exports";
  private static final String UNNAMED = "the credential's principal";
  private static final Pattern CONTAINER_NAME = Pattern.compile("<Container><Name>([^<]{1,63})</Name>");

  private final TokenService service = new TokenService("plimsoll-azure-access");

  /** By the file of further trusted certificates; guarded by this. */
  private final Map<String, HttpClient> clients = new HashMap<>();

  @Override
  public boolean serves(URI store) {
    return StoragePlace.isOne(store);
  }

  @Override
  public Optional<String> region(URI store, PluginSettings settings, Credential credential) {
    Asked asked = Asked.of(store, settings);
    if (!asked.managed()) {
      return Optional.empty();
    }
    try {
      return management(asked, credential).account(asked.place().account()).map(Management.Account::location);
    } catch (PlimsollException e) {
      if (e.code() == ErrorCode.REFUSED || e.code() == ErrorCode.CANCELLED) {
        throw e;
      }
      // No token for this audience: the region is then declared.
      return Optional.empty();
    }
  }

  @Override
  public List<AccessFinding> probe(URI store, PluginSettings settings, Credential credential) {
    Asked asked = Asked.of(store, settings);
    StoragePlace place = asked.place();
    HarmlessCalls storage = new HarmlessCalls(client(asked.ca()), credential, STORAGE);
    String principal = principal(credential);
    List<AccessFinding> findings = new ArrayList<>();
    findings.add(reads(place, storage, principal));
    writes(place, storage).ifPresent(findings::add);
    if (!place.oneLake()) {
      others(place, storage).ifPresent(findings::add);
    }
    if (asked.managed()) {
      findings.addAll(roles(place, management(asked, credential), principal));
    }
    return findings;
  }

  private static AccessFinding reads(StoragePlace place, HarmlessCalls storage, String principal) {
    HarmlessCalls.Answer answer =
        storage.get(place.service() + "/" + place.container() + "?restype=container&comp=list&maxresults=1");
    String evidence = "the container was listed: " + answer.inWords();
    String title = Role.BLOB_READER.title();
    String scope = "container " + place.container() + " of " + place.account();
    if (answer.ok()) {
      return new AccessFinding(State.PRESENT, title, scope, READING, evidence, "");
    }
    String advice =
        switch (answer.status()) {
          case 401 -> "The service does not take the token: check --set tenant=, and --set authority= for a sovereign cloud.";
          case 403 -> answer.error().equals("AuthorizationFailure")
              ? "Give " + principal + " the role " + title + " on the " + scope + "; when it has it, the account's firewall"
                  + " does not let this machine in."
              : "Give " + principal + " the role " + title + " on the " + scope + " (the service principal's object id, not the"
                  + " application's); it takes up to ten minutes to count.";
          case 404 -> "There is no such container, or the account is another: check --store.";
          default -> "The account cannot be reached as it is named: check --store, --set endpoint= and the network.";
        };
    State state = answer.status() == 401 || answer.status() == 403 || answer.status() == 404 ? State.MISSING : State.UNKNOWN;
    return new AccessFinding(state, title, scope, READING, evidence, advice);
  }

  /** Deleting what is not there answers 404 to who may delete and 403 to who may not. */
  private static Optional<AccessFinding> writes(StoragePlace place, HarmlessCalls storage) {
    HarmlessCalls.Answer answer =
        storage.deleteNothing(place.service() + "/" + place.container() + "/plimsoll-access-check-" + UUID.randomUUID());
    String evidence = "the deletion of a blob that does not exist was asked for: " + answer.inWords();
    String scope = "container " + place.container() + " of " + place.account();
    if (answer.status() == 401 || answer.status() == 403) {
      return Optional.empty();
    }
    boolean may = answer.ok() || answer.status() == 412 || (answer.status() == 404 && !answer.error().startsWith("Container"));
    return Optional.of(
        may
            ? new AccessFinding(
                State.TOO_MUCH, "write and delete", scope, "nothing", evidence,
                "Plimsoll only reads: replace the role with " + Role.BLOB_READER.title() + ".")
            : new AccessFinding(
                State.UNKNOWN, "write and delete", scope, "nothing", evidence, "Look at the roles of the credential in the portal."));
  }

  private static Optional<AccessFinding> others(StoragePlace place, HarmlessCalls storage) {
    HarmlessCalls.Answer answer = storage.get(place.service() + "/?comp=list&maxresults=50");
    if (!answer.ok()) {
      return Optional.empty();
    }
    long count = 0;
    Matcher names = CONTAINER_NAME.matcher(answer.body());
    while (names.find()) {
      count += names.group(1).equals(place.container()) ? 0 : 1;
    }
    String evidence = "the containers of the account were listed: " + answer.inWords() + ", " + count + " others";
    return Optional.of(
        new AccessFinding(
            State.TOO_MUCH, Role.BLOB_READER.title() + " or more", "every container of " + place.account(), "nothing", evidence,
            "Give the role on the container " + place.container() + " alone, not on the account or above."));
  }

  private static List<AccessFinding> roles(StoragePlace place, Management management, String principal) {
    List<AccessFinding> findings = new ArrayList<>();
    String account = "storage account " + place.account();
    Optional<Management.Account> known;
    Optional<List<Management.Assignment>> given = Optional.empty();
    try {
      known = management.account(place.account());
      if (known.isPresent() && !principal.equals(UNNAMED)) {
        given = management.assignments(
            known.get().id() + "/blobServices/default/containers/" + place.container(), principal);
      }
    } catch (PlimsollException e) {
      if (e.code() == ErrorCode.REFUSED || e.code() == ErrorCode.CANCELLED) {
        throw e;
      }
      known = Optional.empty();
    }
    findings.add(
        known.isPresent()
            ? new AccessFinding(
                State.PRESENT, Role.READER.title(), account, "reading the region of the account",
                "Azure Resource Manager says " + known.get().location(), "")
            : new AccessFinding(
                State.OPTIONAL, Role.READER.title(), account, "reading the region of the account",
                "Azure Resource Manager shows no such account", "Without it, declare the region with --set region=."));
    if (given.isEmpty()) {
      findings.add(
          new AccessFinding(
              State.UNKNOWN, "role assignments", account, "telling which roles are too much",
              "Azure Resource Manager does not show them", "Give " + principal + " the role Reader on the account to have them checked."));
    } else {
      given.get().forEach(assignment -> findings.add(finding(place, management, assignment)));
    }
    List<Role> had = given.orElse(List.of()).stream().flatMap(a -> Role.of(a.definition()).stream()).toList();
    optional(findings, had, Role.COST_CONTRIBUTOR, "creating and changing exports from here; not for reading them");
    optional(findings, had, Role.COST_READER, "no feature in use");
    optional(findings, had, Role.MONITORING_READER, "no feature in use");
    return findings;
  }

  private static void optional(List<AccessFinding> findings, List<Role> had, Role role, String purpose) {
    if (!had.contains(role)) {
      findings.add(
          new AccessFinding(State.OPTIONAL, role.title(), "the scope of the export", purpose, "no such role was seen", ""));
    }
  }

  private static AccessFinding finding(StoragePlace place, Management management, Management.Assignment assignment) {
    Optional<Role> role = Role.of(assignment.definition());
    Optional<Management.Custom> custom = role.isPresent() ? Optional.empty() : management.custom(assignment.definition());
    String title = role.map(Role::title).or(() -> custom.map(Management.Custom::name)).orElse(assignment.definition());
    String evidence = "a role assignment";
    boolean onContainer = assignment.scope().toLowerCase(java.util.Locale.ROOT)
        .endsWith("/containers/" + place.container().toLowerCase(java.util.Locale.ROOT));
    if (role.isEmpty() && custom.isEmpty()) {
      return new AccessFinding(
          State.UNKNOWN, title, assignment.scope(), "not known", evidence + " whose definition cannot be read",
          "Look at what it allows in the portal.");
    }
    if (role.map(Role::writes).orElseGet(() -> custom.map(Management.Custom::writes).orElse(false))) {
      return new AccessFinding(
          State.TOO_MUCH, title, assignment.scope(), "nothing", evidence,
          "Plimsoll only reads: take it away" + (role.isPresent() && role.get() == Role.BLOB_CONTRIBUTOR
              ? " and give " + Role.BLOB_READER.title() + " instead." : "."));
    }
    if (role.isPresent() && role.get() == Role.BLOB_READER && !onContainer) {
      return new AccessFinding(
          State.TOO_MUCH, title, assignment.scope(), READING, evidence,
          "It reaches beyond the container " + place.container() + ": give it on the container alone.");
    }
    return new AccessFinding(
        State.PRESENT, title, assignment.scope(), role.isPresent() && role.get() == Role.BLOB_READER ? READING : "reading", evidence, "");
  }

  /** The object id of whoever the tokens are for; a phrase when a token does not say. */
  private static String principal(Credential credential) {
    Optional<AccessToken> token = credential.token(STORAGE);
    try {
      Object id = token.isEmpty() ? null : Assertion.claims(token.get().secret(), "azure", "the token").get("oid");
      return id instanceof String text && text.matches("[0-9a-fA-F-]{36}") ? text : UNNAMED;
    } catch (PlimsollException e) {
      return UNNAMED;
    }
  }

  private Management management(Asked asked, Credential credential) {
    return new Management(
        asked.arm(), asked.subscription(), new HarmlessCalls(client(asked.ca()), credential, asked.arm() + "/.default"));
  }

  private synchronized HttpClient client(@Nullable Path ca) {
    return clients.computeIfAbsent(String.valueOf(ca), key -> service.builder(ca).build());
  }

  @Override
  public synchronized void close() {
    clients.clear();
    service.close();
  }

  /**
   * What a connection says about where to ask.
   *
   * @param arm the management service; empty when there is none to ask
   */
  private record Asked(StoragePlace place, String arm, String subscription, @Nullable Path ca) {
    private static final Pattern LOOPBACK = Pattern.compile("https?://(127\\.|localhost|\\[::1]).*");

    static Asked of(URI store, PluginSettings settings) {
      String endpoint = settings.text("endpoint", "");
      String named = settings.text("arm", "").replaceFirst("/+$", "");
      String authority = settings.text("authority", "");
      String subscription = settings.text("subscription", "");
      String ca = settings.text("ca", "");
      settings.validate();
      // An emulator on this machine has no account anywhere.
      boolean emulated = LOOPBACK.matcher(endpoint).matches();
      return new Asked(
          StoragePlace.of(store, endpoint), !named.isEmpty() || emulated ? named : armOf(authority), subscription,
          ca.isEmpty() ? null : Path.of(ca));
    }

    private static String armOf(String authority) {
      if (authority.contains("login.microsoftonline.us")) {
        return "https://management.usgovcloudapi.net";
      }
      return authority.contains(".cn") ? "https://management.chinacloudapi.cn" : PUBLIC_ARM;
    }

    boolean managed() {
      return !arm.isEmpty() && !place.oneLake();
    }
  }
}
