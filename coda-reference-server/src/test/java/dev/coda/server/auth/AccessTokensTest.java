package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import dev.coda.server.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokensTest {
  /** Long enough for every HMAC, so that only the name of the algorithm is wrong. */
  private static final String SECRET = "0123456789abcdef".repeat(8);

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final CurrentUser user =
      CurrentUser.signedIn(
          UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), NOW.plus(AccessTokens.LIFETIME));
  private final AccessTokens tokens = tokens();

  @Test
  void whatIsSignedIsReadAgain() {
    assertThat(tokens.read(sign())).contains(user);
  }

  @ParameterizedTest
  @CsvSource({"HS256, true", "HS384, false", "HS512, false"})
  void theRightSecretIsNotEnoughWithAnotherAlgorithm(String algorithm, boolean accepted)
      throws ParseException, JOSEException {
    SignedJWT genuine = SignedJWT.parse(sign());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
            .type(genuine.getHeader().getType())
            .build();
    SignedJWT token = new SignedJWT(header, genuine.getJWTClaimsSet());
    token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));

    assertThat(tokens.read(token.serialize()).isPresent()).isEqualTo(accepted);
  }

  private String sign() {
    return tokens.sign(user.userId(), user.organizationId(), user.signInId());
  }

  private static AccessTokens tokens() {
    try {
      return new AccessTokens(
          new Secrets(SECRET, List.of("unused")), Clock.fixed(NOW, ZoneOffset.UTC));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
