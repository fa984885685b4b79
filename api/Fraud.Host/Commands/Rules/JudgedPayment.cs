using Fraud.Contracts;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Ingest.Decoding;
using Fraud.Scoring.Policies;

namespace Fraud.Host.Commands.Rules;

/// <summary>A payment from a file with the features that the payments before it in the file give it.</summary>
internal static class JudgedPayment
{
    /// <summary>Reads one JSON payment, or several, one a line; the last is the one to judge.</summary>
    /// <exception cref="OperatingFaultException">The file is missing, empty, or holds something that is no payment.</exception>
    public static RuleInput Read(FileInfo file, IReadOnlyList<PolicyList> lists)
    {
        if (!file.Exists)
            throw new OperatingFaultException($"There is no payment file {file.FullName}.");
        var payments = Payments(file);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        for (var offset = 0; offset < payments.Count - 1; offset++)
            states.Apply(0, offset, payments[offset]);
        var vector = new double[FeatureCatalogue.Default.Count];
        states.Read(0, payments[^1], null, vector);
        var input = new RuleInput();
        input.Load(payments[^1], vector, 0, null);
        input.Use(lists);
        return input;
    }

    private static List<Payment> Payments(FileInfo file)
    {
        var whole = File.ReadAllBytes(file.FullName);
        if (PaymentDecoder.TryDecode(whole, out var single, out var rejection))
            return [single];
        var payments = new List<Payment>();
        foreach (var line in File.ReadLines(file.FullName).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (!PaymentDecoder.TryDecode(System.Text.Encoding.UTF8.GetBytes(line), out var payment, out var wrong))
                throw new OperatingFaultException($"{file} holds something that is no payment: {Sentence(payments.Count == 0 ? rejection : wrong)}.");
            payments.Add(payment);
        }

        return payments.Count > 0 ? payments : throw new OperatingFaultException($"{file} holds no payment.");
    }

    private static string Sentence(Rejection rejection) => rejection.Field.Length > 0 ? $"{rejection.Field}: {rejection.Detail}" : rejection.Detail;
}
