package justera.conformance;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * EU DSS under its default policy (ETSI EN 319 102-1), offline.
 *
 * <p>One root is the only trust anchor. No source of revocation lists, OCSP answers or issuer
 * certificates is given: what the file does not hold itself, DSS does not have.
 */
final class SignatureJudge {
  private final CertificateToken root;
  private final Instant at;

  /** Trusts the root alone; validates as of {@code at}, or as of now when it is null. */
  SignatureJudge(Path root, Instant at) {
    this.root = DSSUtils.loadCertificate(root.toFile());
    this.at = at;
  }

  /** Validates every signature and timestamp in a file. */
  Verdict judge(Path file) {
    return judge(file, List.of());
  }

  /** Validates a detached signature over a file. */
  Verdict judgeDetached(Path data, Path signature) {
    return judge(signature, List.of(new FileDocument(data.toFile())));
  }

  private Verdict judge(Path file, List<DSSDocument> detached) {
    try {
      SignedDocumentValidator validator =
          SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
      if (!detached.isEmpty()) {
        validator.setDetachedContents(detached);
      }
      return verdict(file, validator);
    } catch (RuntimeException e) {
      // A damaged file can make the parsers throw anything.
      return new Verdict(file.toString(), e.toString(), List.of(), List.of(), List.of());
    }
  }

  private Verdict verdict(Path file, SignedDocumentValidator validator) {
    validator.setCertificateVerifier(offlineVerifier());
    validator.setLocale(Locale.ENGLISH);
    if (at != null) {
      validator.setValidationTime(Date.from(at));
    }
    Reports reports = validator.validateDocument();
    SimpleReport simple = reports.getSimpleReport();
    DiagnosticData diagnostic = reports.getDiagnosticData();
    return new Verdict(
        file.toString(),
        "",
        diagnostic.getSignatures().stream().map(s -> signature(s, simple)).toList(),
        diagnostic.getTimestampList().stream().map(t -> timestamp(t, simple)).toList(),
        List.of());
  }

  private CommonCertificateVerifier offlineVerifier() {
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(root);
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setAIASource(null);
    verifier.setCrlSource(null);
    verifier.setOcspSource(null);
    return verifier;
  }

  private static Verdict.Signature signature(SignatureWrapper found, SimpleReport simple) {
    String id = found.getId();
    Optional<PDFRevisionWrapper> revision = Optional.ofNullable(found.getPDFRevision());
    return new Verdict.Signature(
        id,
        revision.map(PDFRevisionWrapper::getFirstFieldName).orElse(""),
        simple.getSignedBy(id),
        String.valueOf(simple.getIndication(id)),
        name(simple.getSubIndication(id)),
        String.valueOf(simple.getSignatureFormat(id)),
        instant(simple.getBestSignatureTime(id)),
        revision.map(SignatureJudge::unexplained).orElse(List.of()),
        sentences(simple.getAdESValidationErrors(id)),
        sentences(simple.getAdESValidationWarnings(id)));
  }

  private static Verdict.Timestamp timestamp(TimestampWrapper found, SimpleReport simple) {
    String id = found.getId();
    return new Verdict.Timestamp(
        id,
        String.valueOf(found.getType()),
        simple.getProducedBy(id),
        String.valueOf(simple.getIndication(id)),
        name(simple.getSubIndication(id)),
        instant(found.getProductionTime()),
        sentences(simple.getAdESValidationErrors(id)),
        sentences(simple.getAdESValidationWarnings(id)));
  }

  private static List<String> unexplained(PDFRevisionWrapper revision) {
    return revision.getPdfUndefinedChanges().stream()
        .map(change -> change.getAction() + " " + change.getValue())
        .toList();
  }

  private static String name(SubIndication reason) {
    return reason == null ? "" : reason.name();
  }

  private static String instant(Date date) {
    return date == null ? "" : date.toInstant().toString();
  }

  private static List<String> sentences(List<Message> messages) {
    return messages.stream().map(Message::getValue).toList();
  }
}
