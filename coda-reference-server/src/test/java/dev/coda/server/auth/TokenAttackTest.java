package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAttackTest {
  private static final String TYPE = "at+jwt";

  private final RunningServer server = RunningServer.shared();
  private final String genuine = RunningServer.newToken(server.uri());

  @Test
  void aTokenMadeLikeOursIsAccepted() throws Exception {
    // Without this the refusals below would prove nothing.
    assertThat(statusOf(forged(claims -> {}))).isEqualTo(200);
  }

  @Test
  void anUnsignedTokenIsRefused() throws Exception {
    assertThat(statusOf(new PlainJWT(claims().build()).serialize())).isEqualTo(401);
    assertThat(statusOf(genuine.substring(0, genuine.lastIndexOf('.') + 1))).isEqualTo(401);
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    assertThat(statusOf(sign(claims().build(), JWSAlgorithm.HS256, TYPE, "k".repeat(64))))
        .isEqualTo(401);
  }

  @Test
  void anotherKindOfTokenIsRefused() throws Exception {
    assertThat(statusOf(sign(claims().build(), JWSAlgorithm.HS256, "JWT", secret())))
        .isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.claim("type", "refresh")))).isEqualTo(401);
  }

  @Test
  void anotherIssuerOrAudienceIsRefused() throws Exception {
    assertThat(statusOf(forged(claims -> claims.issuer("elsewhere")))).isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.audience("elsewhere")))).isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.audience((String) null)))).isEqualTo(401);
  }

  @Test
  void aTokenOutsideItsTimeIsRefused() throws Exception {
    Instant now = server.clock().instant();
    Date past = Date.from(now.minusSeconds(61));
    Date future = Date.from(now.plusSeconds(61));

    assertThat(statusOf(forged(claims -> claims.expirationTime(past)))).isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.expirationTime(null)))).isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.notBeforeTime(future)))).isEqualTo(401);
  }

  @Test
  void ourOwnTokenEndsAfterFifteenMinutes() {
    assertThat(statusOf(genuine)).isEqualTo(200);

    server.clock().advance(Duration.ofMinutes(16));

    assertThat(statusOf(genuine)).isEqualTo(401);
  }

  @Test
  void aSignInThatNeverWasIsRefused() throws Exception {
    assertThat(statusOf(forged(claims -> claims.claim("sid", UUID.randomUUID().toString()))))
        .isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.claim("sid", "x' OR '1'='1")))).isEqualTo(401);
  }

  @Test
  void refusesASignInOfAnotherUserOrOrganization() throws Exception {
    JWTClaimsSet other = SignedJWT.parse(RunningServer.newToken(server.uri())).getJWTClaimsSet();

    assertThat(statusOf(forged(claims -> claims.subject(other.getSubject())))).isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.claim("sid", other.getClaim("sid")))))
        .isEqualTo(401);
    assertThat(statusOf(forged(claims -> claims.claim("org", other.getClaim("org")))))
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "%00"})
  void nonsenseIsRefused(String token) {
    Reply reply = server.anonymous().bearer(token).get("/api/v1/auth/me");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthorized");
    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
  }

  private int statusOf(String token) {
    return server.anonymous().bearer(token).get("/api/v1/auth/me").status();
  }

  private String forged(Consumer<JWTClaimsSet.Builder> change)
      throws ParseException, JOSEException {
    JWTClaimsSet.Builder claims = claims();
    change.accept(claims);
    return sign(claims.build(), JWSAlgorithm.HS256, TYPE, secret());
  }

  private JWTClaimsSet.Builder claims() throws ParseException {
    return new JWTClaimsSet.Builder(SignedJWT.parse(genuine).getJWTClaimsSet());
  }

  private String secret() {
    return server.bean(Secrets.class).jwtSecret();
  }

  private static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String type, String key)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build(), claims);
    token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }
}
