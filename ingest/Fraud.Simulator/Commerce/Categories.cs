namespace Fraud.Simulator.Commerce;

/// <summary>The kinds of spending, with amounts and frequencies of ordinary European card use.</summary>
internal static class Categories
{
    public static readonly Category Groceries = At(0, "5411", 2600, 0.70, 24, DayShape.Shop, 7, 22, travel: 8);
    public static readonly Category Restaurant = At(1, "5812", 3400, 0.60, 8, DayShape.Meal, 8, 24, travel: 20, weekend: 1.5);
    public static readonly Category FastFood = At(2, "5814", 1100, 0.50, 9, DayShape.Meal, 7, 24, travel: 10);
    public static readonly Category Coffee = At(3, "5462", 480, 0.45, 9, DayShape.Coffee, 6, 20, travel: 8);
    public static readonly Category Fuel = At(4, "5541", 5600, 0.35, 4, DayShape.AllDay, 0, 24, travel: 3);
    public static readonly Category Transit = At(5, "4111", 390, 0.50, 8, DayShape.Commute, 4, 24, travel: 8, weekend: 0.5);
    public static readonly Category Taxi = At(6, "4121", 1900, 0.50, 2, DayShape.AllDay, 0, 24, travel: 7, weekend: 1.3);
    public static readonly Category Clothing = At(7, "5651", 5500, 0.65, 3, DayShape.Shop, 10, 20, travel: 5, weekend: 1.6);
    public static readonly Category Electronics = At(8, "5732", 13000, 0.90, 1, DayShape.Shop, 10, 20, travel: 1, weekend: 1.4);
    public static readonly Category Pharmacy = At(9, "5912", 1700, 0.60, 4, DayShape.Shop, 8, 20, travel: 3);
    public static readonly Category Cinema = At(10, "7832", 2400, 0.40, 1.5, DayShape.Evening, 12, 24, travel: 2, weekend: 2);
    public static readonly Category Home = At(11, "5200", 6500, 0.85, 2, DayShape.Shop, 8, 20, weekend: 1.7);
    public static readonly Category Jewellery = At(12, "5944", 14000, 0.85, 0.3, DayShape.Shop, 10, 19, travel: 1, weekend: 1.3);
    public static readonly Category Bar = At(13, "5813", 2100, 0.60, 3, DayShape.Evening, 16, 24, travel: 8, weekend: 2.2);
    public static readonly Category Hotel = At(14, "7011", 15000, 0.60, 0.15, DayShape.AllDay, 6, 24, travel: 5);
    public static readonly Category Cash =
        At(15, "6011", 9000, 0.60, 3.5, DayShape.AllDay, 0, 24, travel: 6, channel: Channel.Atm, step: 1000);
    public static readonly Category Marketplace = Web(16, "5310", 3300, 0.85, 8);
    public static readonly Category Digital = Web(17, "5816", 750, 0.80, 4);
    public static readonly Category Fashion = Web(18, "5691", 6200, 0.65, 3);
    public static readonly Category Gadgets = Web(19, "5734", 11500, 0.95, 1.5);
    public static readonly Category Delivery = Web(20, "5499", 2700, 0.40, 4);
    public static readonly Category Travel = Web(21, "4722", 24000, 0.80, 0.8);
    public static readonly Category GiftCards = Web(22, "5947", 4500, 0.60, 0.6, step: 500);
    public static readonly Category Gaming = Web(23, "7994", 1400, 0.80, 1.2);
    public static readonly Category Subscription = Web(24, "4899", 1300, 0.45, 0);
    public static readonly Category Charity = Web(25, "8398", 1500, 0.80, 0.4);
    public static readonly Category Transfer = Web(26, "4829", 11000, 1.05, 2, channel: Channel.Transfer);

    /// <summary>Every category, by <see cref="Category.Index"/>.</summary>
    public static readonly Category[] All =
    [
        Groceries, Restaurant, FastFood, Coffee, Fuel, Transit, Taxi, Clothing, Electronics, Pharmacy, Cinema, Home, Jewellery, Bar, Hotel,
        Cash, Marketplace, Digital, Fashion, Gadgets, Delivery, Travel, GiftCards, Gaming, Subscription, Charity, Transfer,
    ];

    /// <summary>Cumulative weights of a traveller's spending over <see cref="All"/>.</summary>
    public static readonly double[] TravelWeights = Cumulative.Of(All, category => category.TravelWeight);

    private static Category At(int index, string mcc, double median, double sigma, double weight, DayShape hours, int opens, int closes,
        double travel = 0, double weekend = 1, Channel channel = Channel.Pos, int step = 1) => new()
        {
            Index = index,
            Mcc = mcc,
            Channel = channel,
            Median = median,
            Sigma = sigma,
            Weight = weight,
            TravelWeight = travel,
            Hours = hours,
            Opens = opens,
            Closes = closes,
            Weekend = weekend,
            Step = step,
        };

    private static Category Web(int index, string mcc, double median, double sigma, double weight, Channel channel = Channel.Ecommerce,
        int step = 1) => new()
        {
            Index = index,
            Mcc = mcc,
            Channel = channel,
            Median = median,
            Sigma = sigma,
            Weight = weight,
            Hours = DayShape.Online,
            Step = step,
        };
}
