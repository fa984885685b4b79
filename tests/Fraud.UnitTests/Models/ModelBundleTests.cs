using Fraud.Scoring.Models;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class ModelBundleTests : IDisposable
{
    private static readonly Forest Stump = new(-1.25, [0],
        [new(1, 0.1f, 1, 2, true, 0, 3), ForestNode.Leaf(0.1, 1), ForestNode.Leaf(1 / 3.0, 2)]);

    private static readonly ModelCard Card = new()
    {
        Engine = "test",
        Features = [],
        Gains = [0, 0.5],
        CatalogueDigest = "0123456789abcdef",
        Trained = new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30)),
        Rows = 10,
        FraudRows = 3,
        Options = new TrainingOptions(),
        Calibration = PlattCalibration.None,
        Metrics = new SortedDictionary<string, double> { ["auc"] = 0.75 },
    };

    private static readonly string[] Catalogue = ["count", "other", "amount"];

    private readonly TempFolder _temp = new();

    private string Folder => _temp.File("model");

    [Fact]
    public void A_bundle_read_back_gives_the_same_bits()
    {
        var written = ModelBundle.Save(Folder, Model(), Card);
        var read = ModelBundle.Load(Folder, Catalogue);

        Assert.Equal(16, written.Model.Id.Length);
        Assert.Equal(written.Model.Id, read.Model.Id);
        Assert.Equal(0.75, read.Card.Metrics["auc"]);
        Assert.Equal(Card.Trained, read.Card.Trained);
        Assert.Equal(new PlattCalibration(0.9, -0.1), read.Model.Calibration);
        double[] one = new double[1], other = new double[1];
        Model().Score([0.2, 5], 2, one);
        read.Model.Score([5, double.NaN, 0.2], 3, other);
        Assert.Equal(BitConverter.DoubleToInt64Bits(one[0]), BitConverter.DoubleToInt64Bits(other[0]));
    }

    [Fact]
    public void The_same_model_has_the_same_id_and_another_model_another()
    {
        var id = ModelBundle.Save(Folder, Model(), Card).Model.Id;
        Assert.Equal(id, ModelBundle.Save(_temp.File("copy"), Model(), Card).Model.Id);
        Assert.NotEqual(id, ModelBundle.Save(Folder, Model(), Card with { Rows = 11 }).Model.Id);
        Assert.NotEqual(id, ModelBundle.Save(Folder, Model().WithCalibration(PlattCalibration.None), Card).Model.Id);
    }

    [Fact]
    public void Saving_over_a_bundle_leaves_one_bundle()
    {
        ModelBundle.Save(Folder, Model(), Card);
        var other = new TreeEnsemble("test", ["amount", "count"], new Forest(0, [0], [ForestNode.Leaf(0.5, 1)]), PlattCalibration.None);
        var id = ModelBundle.Save(Folder, other, Card).Model.Id;
        Assert.Equal(id, ModelBundle.Load(Folder, Catalogue).Model.Id);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Theory]
    [InlineData("bundle.json", "0.75", "0.95", "changed after it was written")]
    [InlineData("trees", "0.1", "0.2", "changed after it was written")]
    [InlineData("bundle.json", "\"id\"", "\"ID\"", "cannot be used")]
    [InlineData("bundle.json", "}", "", "cannot be used")]
    public void A_bundle_that_was_tampered_with_is_refused(string file, string find, string replace, string sentence)
    {
        ModelBundle.Save(Folder, Model(), Card);
        var path = Directory.GetFiles(Folder).Single(f => Path.GetFileName(f).StartsWith(file, StringComparison.Ordinal));
        File.WriteAllText(path, File.ReadAllText(path).Replace(find, replace, StringComparison.Ordinal));
        var error = Assert.Throws<InvalidDataException>(() => ModelBundle.Load(Folder, Catalogue));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_or_feature_is_named()
    {
        Assert.Contains("bundle.json", Refusal(Catalogue), StringComparison.Ordinal);
        ModelBundle.Save(Folder, Model(), Card);
        Assert.Contains("amount", Refusal(["count"]), StringComparison.Ordinal);
        File.Delete(Directory.GetFiles(Folder, "trees-*").Single());
        Assert.Contains("trees-", Refusal(Catalogue), StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private static TreeEnsemble Model() => new("test", ["amount", "count"], Stump, new PlattCalibration(0.9, -0.1));

    private string Refusal(string[] catalogue) => Assert.Throws<InvalidDataException>(() => ModelBundle.Load(Folder, catalogue)).Message;
}
