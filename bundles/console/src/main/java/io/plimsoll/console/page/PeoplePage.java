package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The people of an organisation: who is in it, what each may do, and the links they join with. For its owners. */
public final class PeoplePage implements RouteGroup {
  private static final String PATH = "/o/{organisation}/people";
  private static final String FIELD = "access.";

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public PeoplePage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::list, Access.SIGNED_IN);
    routes.post(PATH, this::invite, Access.SIGNED_IN);
    routes.get(PATH + "/{person}", this::show, Access.SIGNED_IN);
    routes.post(PATH + "/{person}", this::change, Access.SIGNED_IN);
    routes.post(PATH + "/{person}/way", this::changeWay, Access.SIGNED_IN);
    routes.post(PATH + "/{person}/remove", this::remove, Access.SIGNED_IN);
    routes.post(PATH + "/{person}/invitation", this::inviteAgain, Access.SIGNED_IN);
    routes.post(PATH + "/{person}/reset", this::reset, Access.SIGNED_IN);
    routes.post(PATH + "/{person}/sessions", this::endSessions, Access.SIGNED_IN);
  }

  private void list(Context context) {
    Organisation organisation = door.open(context);
    List<Member> members = organisation.members().list();
    pages.render(
        context, "people",
        Map.of(
            "members", members, "connections", connections(organisation), "sso", organisation.singleSignOn().get().isPresent(), "done", Objects.requireNonNullElse(context.queryParam("done"), "")));
  }

  private void invite(Context context) {
    Organisation organisation = door.open(context);
    String email = text(context, "email");
    String name = text(context, "name");
    OrganisationRole role = role(context);
    Invitation made = organisation.members()
            .invite(
                email, name.isEmpty() ? email : name, role, access(context, role),
                text(context, "way").isEmpty() ? SignInWay.PASSWORD : Typed.constant(context, "way", SignInWay.class));
    OneTimeToken token = made.token();
    if (token == null) {
      back(context, made.member().way() == SignInWay.SSO ? "?done=sso" : "?done=added");
    } else {
      OneTimeLinks.show(context, pages, token, address(context, ""));
    }
  }

  private void show(Context context) {
    Organisation organisation = door.open(context);
    Member member = member(organisation.members(), context);
    pages.render(
        context, "member",
        Map.of("member", member, "connections", connections(organisation), "sso", organisation.singleSignOn().get().isPresent(), "own", member.person().id().equals(Visitor.of(context).person().id())));
  }

  private void change(Context context) {
    Members members = door.open(context).members();
    OrganisationRole role = role(context);
    members.change(member(members, context).person().email(), role, access(context, role));
    back(context, "?done=changed");
  }

  private void changeWay(Context context) {
    Members members = door.open(context).members();
    members.signInBy(member(members, context).person().email(), Typed.constant(context, "way", SignInWay.class));
    back(context, "?done=changed");
  }

  private void remove(Context context) {
    Members members = door.open(context).members();
    members.remove(member(members, context).person().email());
    back(context, "?done=removed");
  }

  private void inviteAgain(Context context) {
    Members members = door.open(context).members();
    OneTimeLinks.show(context, pages, members.inviteAgain(member(members, context).person().email()), address(context, ""));
  }

  private void reset(Context context) {
    Member member = member(door.open(context).members(), context);
    OneTimeLinks.show(context, pages, Visitor.of(context).accounts().reset(member.person().id()), address(context, ""));
  }

  private void endSessions(Context context) {
    Member member = member(door.open(context).members(), context);
    Visitor.of(context).accounts().endSessions(member.person().id());
    back(context, "?done=sessions");
  }

  private void back(Context context, String what) {
    context.redirect(address(context, what), HttpStatus.SEE_OTHER);
  }

  private String address(Context context, String what) {
    return pages.site().to("/o/" + context.pathParam("organisation") + "/people" + what);
  }

  private static Member member(Members members, Context context) {
    String id = context.pathParam("person");
    return members.list().stream()
        .filter(m -> m.person().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new PlimsollException(ErrorCode.NOT_FOUND, "There is no such member.", "See who there is on the page of people."));
  }

  /** What can be given access to, every connection first. */
  private static List<String> connections(Organisation organisation) {
    List<String> names = new ArrayList<>(List.of(Member.EVERY));
    organisation.connections().stream().map(Connection::name).sorted().forEach(names::add);
    return names;
  }

  private static OrganisationRole role(Context context) {
    return Typed.constant(context, "role", OrganisationRole.class);
  }

  /** What was chosen, connection by connection; an owner needs nothing of it. */
  private static Map<String, AccessRole> access(Context context, OrganisationRole role) {
    if (role == OrganisationRole.OWNER) {
      return Map.of();
    }
    return context.formParamMap().keySet().stream()
        .filter(field -> field.startsWith(FIELD))
        .map(field -> Map.entry(field.substring(FIELD.length()), Typed.constant(context, field, AccessRole.class)))
        .filter(e -> e.getValue() != AccessRole.NONE)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
  }

  private static String text(Context context, String field) {
    return Objects.requireNonNullElse(context.formParam(field), "").strip();
  }
}
