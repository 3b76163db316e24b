// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/endpoint.h"
#include "app/capture/intake.h"
#include "app/cli/console.h"
#include "app/cli/doctorreport.h"
#include "app/cli/verdictline.h"

#include "model/session/sessionreader.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace spectap::cli {

inline constexpr std::chrono::seconds MaxDuration{7 * 24 * 3600};

/// A new file among those kept for a while, for a capture that was given none.
[[nodiscard]] Result<QString> unnamedSession();

struct CaptureOptions
{
    quint16 port = Endpoint::DefaultPort;
    QString session;
    quint32 count = 0;                ///< 0: until told to stop
    std::chrono::seconds duration{0}; ///< 0: until told to stop
    bool print = false;
    bool quiet = false;
    std::optional<LanAccess> lan; ///< let the local network in
    bool doctor = false;          ///< speak of connections instead of calls
    Severity failOn = Severity::Ok;
    AnswerPolicy answers = AnswerPolicy::Segment;
};

/// One windowless capture from listening to the closing words.
class CaptureRun : public QObject
{
    Q_OBJECT

public:
    CaptureRun(std::shared_ptr<const Checker> checker, CaptureOptions options);
    ~CaptureRun() override;

    /// Runs the event loop until the capture ends; returns the exit code.
    int exec();

private:
    void begin();
    void listening(const EndpointState &state);
    void takeRows();
    void printVerdicts(quint32 firstSeq, quint32 lastSeq);
    void finish();
    void fail(const QString &reason);
    void lookAtClients();
    void sayLan(const EndpointState &state);

    CaptureOptions m_options;
    RowFeed m_feed;
    std::shared_ptr<StringPool> m_pool;
    Intake m_intake;
    Endpoint m_endpoint;
    std::unique_ptr<SessionReader> m_reader; ///< for --print: reads back what was stored
    JsonTape m_tape;
    Output m_output;
    DoctorReport m_doctor{m_output};
    QTimer m_doctorTimer;
    quint32 m_calls = 0;
    quint32 m_withErrors = 0;
    quint32 m_withWarnings = 0;
    quint32 m_rejected = 0;
    int m_exit = 0;
    bool m_finished = false;
    bool m_listening = false;
    std::optional<Reach::Lan> m_lanSaid;
};

} // namespace spectap::cli
