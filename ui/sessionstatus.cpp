// SPDX-License-Identifier: MIT
#include "ui/sessionstatus.h"

#include "ui/inspector/callwords.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Seconds = 20;
constexpr int BarWidth = 3;
constexpr int RateWindow = 3; ///< seconds the number is averaged over

QString addresses(const EndpointStatus &status)
{
    QString text = SessionStatus::tr("Listening on 127.0.0.1:%1").arg(status.port);
    if (status.ipv6)
        text = SessionStatus::tr("Listening on 127.0.0.1:%1 and [::1]:%1").arg(status.port);
    if (status.lan)
        text = SessionStatus::tr("Listening on 127.0.0.1:%1 and %2:%1", "%2: address in the local network")
                   .arg(QString::number(status.port), status.lan->host);
    return text;
}

/// Words for policies other than the default.
QString answerWords(const QString &policy)
{
    if (policy == u"strict")
        return SessionStatus::tr("Refusing calls with errors");
    if (policy == u"always-200")
        return SessionStatus::tr("Always answering 200");
    return {};
}

} // namespace

/// The colour of the endpoint's state, beside its words.
class SessionStatus::Lamp final : public QWidget
{
public:
    explicit Lamp(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(14, 14);
    }

    void setState(EndpointStatus::Kind kind, bool calls)
    {
        if (m_kind == kind && m_calls == calls)
            return;
        m_kind = kind;
        m_calls = calls;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        switch (m_kind) {
        case EndpointStatus::Kind::Listening: {
            const QColor &color = theme.of(Severity::Ok).fill;
            painter.setPen(m_calls ? QPen(Qt::NoPen) : QPen(color, 1.6));
            painter.setBrush(m_calls ? QBrush(color) : QBrush(Qt::NoBrush));
            painter.drawEllipse(QPointF(8, 7), 3.6, 3.6);
            break;
        }
        case EndpointStatus::Kind::PortInUse:
        case EndpointStatus::Kind::Failed:
            paintSeverityGlyph(&painter, QRectF(1, 1, 12, 12), Severity::Error, theme);
            break;
        case EndpointStatus::Kind::Stopped:
        case EndpointStatus::Kind::SavedSession:
            painter.setPen(QPen(theme.lineInput, 1.6));
            painter.drawEllipse(QPointF(8, 7), 3.6, 3.6);
            break;
        }
    }

private:
    EndpointStatus::Kind m_kind = EndpointStatus::Kind::Stopped;
    bool m_calls = false;
};

/// Calls per second over the last twenty seconds, as bars and as a number.
class SessionStatus::RateBars final : public QWidget
{
public:
    explicit RateBars(QWidget *parent)
        : QWidget(parent)
    {
        setObjectName(u"rateBars"_s);
        m_clock.start();
        m_tick.setInterval(1000);
        connect(&m_tick, &QTimer::timeout, this, [this] {
            if (catchUp())
                describe();
            else
                m_tick.stop(); // twenty quiet seconds: nothing moves until the next call
        });
        describe();
    }

    void setTotal(quint32 total, bool live)
    {
        const quint32 more = live && total > m_total && m_live ? total - m_total : 0;
        m_total = total;
        m_live = live;
        catchUp();
        m_bars[Seconds - 1] += more;
        if (more > 0 && !m_tick.isActive())
            m_tick.start();
        describe();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {Seconds * BarWidth + 8 +
                    fontMetrics().horizontalAdvance(SessionStatus::tr("%1 calls/s").arg(u"88,888"_s)),
            fontMetrics().height() + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        quint32 most = 1;
        for (const quint32 bar : m_bars)
            most = qMax(most, bar);
        const int floor = height() - 4;
        for (int i = 0; i < Seconds; ++i) {
            const int tall = qRound(double(m_bars[std::size_t(i)]) / most * (height() - 9)) + 1;
            painter.fillRect(QRect(i * BarWidth, floor - tall, BarWidth - 1, tall),
                m_bars[std::size_t(i)] ? theme.of(Severity::Ok).fill : theme.lineStrong);
        }
        painter.setPen(theme.text2);
        painter.drawText(
            rect().adjusted(Seconds * BarWidth + 8, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
    }

private:
    /// Moves the bars on by the seconds that have passed; false when all of them are empty.
    bool catchUp()
    {
        const qint64 now = m_clock.elapsed() / 1000;
        for (qint64 passed = qMin<qint64>(now - m_second, Seconds); passed > 0; --passed) {
            std::rotate(m_bars.begin(), m_bars.begin() + 1, m_bars.end());
            m_bars.back() = 0;
        }
        m_second = now;
        return std::any_of(m_bars.begin(), m_bars.end(), [](quint32 bar) { return bar > 0; });
    }

    void describe()
    {
        quint32 sum = 0;
        for (int i = Seconds - 1 - RateWindow; i < Seconds - 1; ++i)
            sum += m_bars[std::size_t(i)];
        const double rate = double(sum) / RateWindow;
        m_text = SessionStatus::tr("%1 calls/s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0));
        setAccessibleName(m_text);
        setToolTip(SessionStatus::tr("Calls per second over the last %n second(s)", nullptr, Seconds));
        update();
    }

    QElapsedTimer m_clock;
    QTimer m_tick;
    std::array<quint32, Seconds> m_bars{};
    QString m_text;
    qint64 m_second = 0;
    quint32 m_total = 0;
    bool m_live = false;
};

SessionStatus::SessionStatus(QWidget *parent)
    : QStatusBar(parent)
    , m_lamp(new Lamp(this))
    , m_endpoint(new QLabel(this))
    , m_answers(new QLabel(this))
    , m_sources(new QLabel(this))
    , m_calls(new QLabel(this))
    , m_errors(new QToolButton(this))
    , m_warnings(new QToolButton(this))
    , m_muted(new QToolButton(this))
    , m_hidden(new QToolButton(this))
    , m_baseline(new QToolButton(this))
    , m_rate(new RateBars(this))
    , m_size(new QLabel(this))
    , m_stored(new QLabel(this))
{
    setObjectName(u"sessionStatus"_s);
    setSizeGripEnabled(false);
    const QFont small = scaledFont(font(), SmallText);
    m_calls->setObjectName(u"statusCalls"_s);
    m_endpoint->setObjectName(u"statusEndpoint"_s);
    const auto button = [this, &small](
                            QToolButton *count, Severity severity, const QString &name, const QString &tip) {
        count->setObjectName(name);
        count->setIcon(severityIcon(severity));
        count->setIconSize({12, 12});
        count->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        count->setAutoRaise(true);
        count->setToolTip(tip);
        count->setFont(small);
    };
    button(m_errors, Severity::Error, u"statusErrors"_s, tr("Show only calls with errors"));
    button(m_warnings, Severity::Warning, u"statusWarnings"_s, tr("Show only calls with warnings"));
    connect(m_errors, &QToolButton::clicked, this, [this] { emit filterRequested(u"has:error"_s); });
    connect(m_warnings, &QToolButton::clicked, this, [this] { emit filterRequested(u"has:warning"_s); });
    const auto lesser = [&small](QToolButton *count, const QString &name, const QString &icon) {
        count->setObjectName(name);
        count->setIcon(lineIcon(icon));
        count->setIconSize({13, 13});
        count->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        count->setAutoRaise(true);
        count->setFont(small);
    };
    lesser(m_hidden, u"statusHidden"_s, u"hide"_s);
    m_hidden->setToolTip(tr("Show the calls that are hidden"));
    connect(m_hidden, &QToolButton::clicked, this, [this] { emit filterRequested(u"is:hidden"_s); });
    lesser(m_baseline, u"statusBaseline"_s, u"diff"_s);
    m_baseline->setMinimumWidth(m_baseline->iconSize().width() * 2); // its words must not widen the window
    connect(m_baseline, &QToolButton::clicked, this, &SessionStatus::baselineRequested);
    lesser(m_muted, u"statusMuted"_s, u"mute"_s);
    m_muted->setToolTip(tr("What is muted, to unmute it"));
    m_muted->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_muted);
    m_muted->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        emit unmuteMenuRequested(menu);
    });
    m_answers->setObjectName(u"statusAnswers"_s);
    for (QWidget *widget : {static_cast<QWidget *>(m_endpoint), static_cast<QWidget *>(m_answers),
             static_cast<QWidget *>(m_sources), static_cast<QWidget *>(m_calls),
             static_cast<QWidget *>(m_rate), static_cast<QWidget *>(m_size),
             static_cast<QWidget *>(m_stored)}) {
        widget->setFont(small);
        widget->setContentsMargins(2, 0, 8, 0);
    }
    for (QWidget *left : {static_cast<QWidget *>(m_lamp), static_cast<QWidget *>(m_endpoint),
             static_cast<QWidget *>(m_answers), static_cast<QWidget *>(m_sources),
             static_cast<QWidget *>(m_calls), static_cast<QWidget *>(m_errors),
             static_cast<QWidget *>(m_warnings), static_cast<QWidget *>(m_hidden),
             static_cast<QWidget *>(m_muted), static_cast<QWidget *>(m_baseline)})
        addWidget(left);
    for (QWidget *right :
        {static_cast<QWidget *>(m_rate), static_cast<QWidget *>(m_size), static_cast<QWidget *>(m_stored)})
        addPermanentWidget(right);
    setFigures({});
    setBaseline({}, Severity::Ok, {});
}

void SessionStatus::setBaseline(const QString &words, Severity level, const QString &tip)
{
    m_baseline->setVisible(!words.isEmpty());
    m_baseline->setText(words);
    m_baseline->setAccessibleName(
        level == Severity::Ok ? words : tr("%1, %2", "words, severity").arg(words, severityWord(level)));
    m_baseline->setIcon(level == Severity::Ok ? lineIcon(u"diff"_s) : severityIcon(level));
    m_baseline->setToolTip(tip);
}

void SessionStatus::setFigures(const SessionFigures &figures)
{
    const bool live = figures.endpoint.kind == EndpointStatus::Kind::Listening;
    m_lamp->setState(figures.endpoint.kind, figures.calls > 0);
    switch (figures.endpoint.kind) {
    case EndpointStatus::Kind::Listening:
        m_endpoint->setText(addresses(figures.endpoint));
        break;
    case EndpointStatus::Kind::SavedSession:
        m_endpoint->setText(tr("Saved session"));
        break;
    case EndpointStatus::Kind::Stopped:
    case EndpointStatus::Kind::PortInUse:
    case EndpointStatus::Kind::Failed:
        m_endpoint->setText(tr("Not listening"));
        break;
    }
    const QString answers = answerWords(figures.answers);
    m_answers->setText(answers);
    m_answers->setVisible(live && !answers.isEmpty());
    m_answers->setToolTip(tr("How SDKs are answered; chosen in the Capture menu"));
    m_sources->setText(
        figures.sources == 1 ? tr("1 source") : tr("%1 sources").arg(countText(figures.sources)));
    if (figures.filtered)
        m_calls->setText(tr("%1 of %2 calls shown").arg(countText(figures.shown), countText(figures.calls)));
    else
        m_calls->setText(figures.calls == 1 ? tr("1 call") : tr("%1 calls").arg(countText(figures.calls)));
    m_errors->setText(countText(figures.errors));
    m_errors->setAccessibleName(tr("%1 calls with errors").arg(countText(figures.errors)));
    m_errors->setVisible(figures.errors > 0);
    m_warnings->setText(countText(figures.warnings));
    m_warnings->setAccessibleName(tr("%1 calls with warnings").arg(countText(figures.warnings)));
    m_warnings->setVisible(figures.warnings > 0);
    m_hidden->setVisible(figures.hidden > 0);
    m_hidden->setText(tr("%1 hidden", "calls").arg(countText(figures.hidden)));
    m_hidden->setAccessibleName(tr("%1 calls are hidden").arg(countText(figures.hidden)));
    m_muted->setVisible(figures.anyMuted);
    m_muted->setText(tr("%1 muted", "findings").arg(countText(static_cast<qint64>(figures.mutedFindings))));
    m_muted->setAccessibleName(m_muted->text());
    m_rate->setTotal(figures.calls, live);
    m_rate->setVisible(live);
    m_size->setText(figures.fileBytes > 0 ? longSize(figures.fileBytes) : QString());
    m_size->setVisible(figures.fileBytes > 0);
    m_stored->setText(figures.calls == 0 ? tr("Ready") : tr("All calls stored"));
    m_stored->setToolTip(
        figures.named ? QString() : tr("In an unnamed session. Save as gives it a name and a place."));
}

} // namespace spectap
