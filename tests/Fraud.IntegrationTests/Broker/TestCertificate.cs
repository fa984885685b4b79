using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>A certificate of a broker on loopback that is its own authority.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>Writes what clients must know of it, as PEM.</summary>
    public static string WriteAuthority(this X509Certificate2 certificate, TempFolder folder)
    {
        var file = folder.File("ca.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }
}
