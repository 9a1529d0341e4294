/** Signing in with OpenID Connect: the code flow with PKCE, at any provider and at Microsoft Entra ID. */
@NullMarked
package io.plimsoll.signin.oidc;

import org.jspecify.annotations.NullMarked;
