using System.CommandLine;
using System.Globalization;
using System.Text;
using Fraud.Contracts;
using Fraud.Host.Runtime;
using Fraud.Ingest.DeadLetters;
using Spectre.Console;

namespace Fraud.Host.Commands.Ingest;

/// <summary><c>fraud dead-letters</c>: refused records.</summary>
internal static class DeadLettersCommand
{
    public static Command Create() => new Command("dead-letters", "Refused records: look at them, and drive them again once corrected.")
    {
        CreateList(),
        CreateShow(),
        CreateRedrive(),
    }.WithExamples("fraud dead-letters list", "fraud dead-letters show 2/17", "fraud dead-letters redrive 2/17 --edit corrected.json");

    private static Command CreateList()
    {
        var instance = new InstanceOptions();
        var reason = ReasonOption();
        var last = new Option<int>("--last") { Description = "How many, the newest", HelpName = "N", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "List refused records, the newest last.") { reason, last };
        command.SetAction(parsed =>
        {
            var all = Read(instance.Kafka(parsed), parsed.GetValue(reason)).OrderBy(letter => letter.Time).ToList();
            var table = new Table().Border(TableBorder.Simple).AddColumns("id", "refused at", "from", "reason", "field", "why");
            foreach (var letter in all.TakeLast(parsed.GetValue(last)))
            {
                var rejection = letter.Letter.Rejection;
                table.AddRow(
                    Id(letter), letter.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), letter.Letter.Source.ToString().EscapeMarkup(),
                    rejection.Reason.ToString(), rejection.Field.EscapeMarkup(), rejection.Detail.EscapeMarkup());
            }

            AnsiConsole.Write(table);
            Console.Out.WriteLine($"{all.Count:N0} refused records");
            return 0;
        });
        return instance.AddTo(command).WithExamples("fraud dead-letters list", "fraud dead-letters list --reason MissingField --last 5");
    }

    private static Command CreateShow()
    {
        var instance = new InstanceOptions();
        var id = IdArgument();
        var command = new Command("show", "Show one refused record: why on standard error, its bytes on standard output.") { id };
        command.SetAction(parsed =>
        {
            var letter = Find(instance.Kafka(parsed), parsed.GetRequiredValue(id));
            Console.Error.WriteLine($"from   {letter.Letter.Source}");
            Console.Error.WriteLine($"key    {(letter.Letter.Key is { } key ? Encoding.UTF8.GetString(key) : "-")}");
            Console.Error.WriteLine($"reason {letter.Letter.Rejection.Reason} {letter.Letter.Rejection.Field}");
            Console.Error.WriteLine($"why    {letter.Letter.Rejection.Detail}");
            using var output = Console.OpenStandardOutput();
            output.Write(letter.Letter.Value);
            output.Write("\n"u8);
            return 0;
        });
        return instance.AddTo(command).WithExamples("fraud dead-letters show 2/17", "fraud dead-letters show 2/17 > corrected.json");
    }

    private static Command CreateRedrive()
    {
        var instance = new InstanceOptions();
        var id = new Argument<string?>("ID") { Description = "partition/offset, as list shows it", Arity = ArgumentArity.ZeroOrOne };
        var edit = new Option<string?>("--edit") { Description = "File with the corrected record", HelpName = "FILE" };
        var all = new Option<bool>("--all") { Description = "Every refused record that would not be refused again as it is" };
        var reason = ReasonOption();
        var command = new Command("redrive", "Put refused records back on their topic, as they are or corrected.") { id, edit, all, reason };
        command.SetAction(async (parsed, stop) =>
        {
            var kafka = instance.Kafka(parsed);
            using var producer = new DeadLetterProducer(kafka);
            if (parsed.GetValue(all)) return await RedriveAllAsync(producer, Read(kafka, parsed.GetValue(reason)), stop);
            var one = parsed.GetValue(id) ?? throw new OperatingFaultException("Name a refused record as dead-letters list shows it, or give --all.");
            var letter = Find(kafka, one);
            var corrected = parsed.GetValue(edit) is { } file ? await File.ReadAllBytesAsync(file, stop) : null;
            if (DeadLetterProducer.Check(letter.Letter.Source.Topic, corrected ?? letter.Letter.Value) is { } refused)
                throw new OperatingFaultException($"It would be refused again: {refused.Field} {refused.Detail}. Correct it and give the file with --edit.");
            Console.Out.WriteLine($"{one} now stands at {await producer.RedriveAsync(letter, corrected, stop)}");
            return 0;
        });
        return instance.AddTo(command).WithExamples(
            "fraud dead-letters redrive 2/17 --edit corrected.json", "fraud dead-letters redrive --all --reason UnknownCurrency");
    }

    private static async Task<int> RedriveAllAsync(DeadLetterProducer producer, IEnumerable<StoredDeadLetter> letters, CancellationToken stop)
    {
        int driven = 0, left = 0;
        foreach (var letter in letters.ToList())
        {
            if (DeadLetterProducer.Check(letter.Letter.Source.Topic, letter.Letter.Value) is not null)
            {
                left++;
                continue;
            }

            await producer.RedriveAsync(letter, null, stop);
            driven++;
        }

        Console.Out.WriteLine($"{driven:N0} records driven again; {left:N0} would be refused again and stay");
        return 0;
    }

    private static IEnumerable<StoredDeadLetter> Read(string kafka, RejectReason? reason) =>
        new DeadLetterReader(kafka).ReadAll().Where(letter => reason is null || letter.Letter.Rejection.Reason == reason);

    private static StoredDeadLetter Find(string kafka, string id)
    {
        var parts = id.Split('/');
        return parts is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && new DeadLetterReader(kafka).Find(partition, offset) is { } letter
                ? letter
                : throw new OperatingFaultException($"There is no refused record {id}: fraud dead-letters list shows them.");
    }

    private static string Id(StoredDeadLetter letter) => $"{letter.Position.Partition}/{letter.Position.Offset}";

    private static Argument<string> IdArgument() => new("ID") { Description = "partition/offset, as list shows it" };

    private static Option<RejectReason?> ReasonOption() => new("--reason") { Description = "Only those refused for this reason", HelpName = "REASON" };
}
